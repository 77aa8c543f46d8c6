package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.settings.Secret;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import dev.sluice.worker.credential.CredentialFile;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.quota.Permits;
import dev.sluice.worker.token.KafkaTokenLog;
import dev.sluice.worker.zoho.ZohoConnections;
import dev.sluice.worker.zoho.ZohoSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How workers share access tokens through the broker: each here has its own producer, consumer and HTTP client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedTokensTest {
    private static final int MANY = 20;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Path credentials;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    private final List<WorkerOfTokens> workers = new ArrayList<>();

    @BeforeAll
    void bringUp(@TempDir Path folder) throws InterruptedException {
        credentials = folder.resolve("zoho.json");
        sandbox = Sandbox.start(SandboxOptions.onFreePorts().workers(0).inProcess());
        // Zoho would give as many as it is asked for.
        sandbox.zoho().limits().rules(LimitRules.off());
        var account = sandbox.zoho().account();
        new CredentialFile(credentials)
                .store(new ZohoCredentials(
                        account.clientId(),
                        new Secret(account.clientSecret()),
                        new Secret(account.refreshToken()),
                        DataCentre.AU));
    }

    @AfterAll
    void takeDown() {
        sandbox.close();
    }

    @BeforeEach
    void forgetRequests() {
        sandbox.zoho().tokenRules(TokenRules.REAL);
        sandbox.zoho().requests().clear();
    }

    @AfterEach
    void stopWorkers() {
        workers.forEach(WorkerOfTokens::close);
        workers.clear();
    }

    @Test
    void manyThatStartAtOnceAskForOneToken() throws Exception {
        startMany("once");

        assertThat(callFromAll("once")).allMatch(Optional::isEmpty);

        assertThat(tokenRequests()).isEqualTo(1);
    }

    @Test
    void whoIsStartedLaterUsesTheTokenThatIsThere() throws Exception {
        worker("kept").call("kept");
        stopWorkers();

        startMany("kept");

        assertThat(callFromAll("kept")).allMatch(Optional::isEmpty);
        assertThat(tokenRequests()).isEqualTo(1);
    }

    @Test
    void neverMoreThanEightInTenMinutesHoweverTheyComeAndGo() throws Exception {
        // A token here is old before it is used twice.
        sandbox.zoho().tokenRules(TokenRules.REAL.withLifetime(Duration.ofSeconds(1)));
        var deadline = Instant.now().plusSeconds(90);
        List<Optional<Failure>> endings = List.of(Optional.empty());
        while (endings.stream().noneMatch(SharedTokensTest::isThrottled)) {
            assertThat(Instant.now()).isBefore(deadline);
            stopWorkers();
            startMany("storm", 4);
            sandbox.zoho().expireAccessTokens();
            endings = callFromAll("storm");
        }

        startMany("storm", 4);
        callFromAll("storm");

        assertThat(tokenRequests()).isEqualTo(8);
    }

    @Test
    void theTopicShowsNoToken() throws Exception {
        worker("sealed").call("sealed");

        var seen = new StringBuilder();
        var partition = new TopicPartition(sandbox.topics().tokens().name(), 0);
        try (var consumer = sandbox.kafkaClients().reader("looker")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!seen.toString().contains("sealed/token")) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> seen.append(new String(record.key(), StandardCharsets.UTF_8))
                                .append(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }

        assertThat(seen.toString()).contains("sealed/token").doesNotContain("1000.");
    }

    private void startMany(String connection) {
        startMany(connection, MANY);
    }

    private void startMany(String connection, int count) {
        for (int i = 0; i < count; i++) {
            worker(connection);
        }
    }

    private WorkerOfTokens worker(String connection) {
        var settings = ZohoSettings.read(new SettingsReader(SettingsSource.of(Map.of(
                "zoho.connections",
                connection,
                "zoho." + connection + ".credentials",
                "file:" + credentials,
                "zoho." + connection + ".url",
                sandbox.zoho().url().toString()))));
        var worker = WorkerOfTokens.start(sandbox, settings);
        workers.add(worker);
        return worker;
    }

    /** One call from each, all at once; each with the failure it ended with, if any. */
    private List<Optional<Failure>> callFromAll(String connection) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = workers.stream()
                    .map(worker -> executor.submit(() -> worker.call(connection)))
                    .toList();
            var endings = new ArrayList<Optional<Failure>>();
            for (var call : calls) {
                endings.add(call.get());
            }
            return endings;
        }
    }

    private static boolean isThrottled(Optional<Failure> ending) {
        return ending.filter(Failure.Throttled.class::isInstance).isPresent();
    }

    private long tokenRequests() {
        return sandbox.zoho().requests().list().stream()
                .filter(request -> request.path().equals("/oauth/v2/token"))
                .count();
    }

    /** As much of a worker as asks Zoho. */
    private record WorkerOfTokens(ZohoConnections zoho, KafkaTokenLog tokens, Publisher publisher) {
        static WorkerOfTokens start(Sandbox sandbox, ZohoSettings settings) {
            var incarnation = Incarnation.of("worker");
            KafkaClients kafka = sandbox.kafkaClients();
            var publisher = new Publisher(kafka.producer(incarnation, Duration.ofSeconds(10)));
            var tokens = new KafkaTokenLog(sandbox.topics().tokens(), publisher, kafka.reader(incarnation + "-tokens"));
            var zoho = new ZohoConnections(settings, tokens, Permits.unmetered(), InstantSource.system());
            tokens.start();
            return new WorkerOfTokens(zoho, tokens, publisher);
        }

        Optional<Failure> call(String connection) {
            try {
                zoho.session(connection, Instant.now().plusSeconds(20)).crm().exists("Contacts", "1");
                return Optional.empty();
            } catch (CallFailed e) {
                return Optional.of(e.failure());
            }
        }

        void close() {
            tokens.close();
            publisher.close();
            zoho.close();
        }
    }
}
