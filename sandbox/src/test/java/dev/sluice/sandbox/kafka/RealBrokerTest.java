package dev.sluice.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.common.kafka.ContradictingTopics;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.kafka.TopicProvisioner;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import dev.sluice.sandbox.stack.ChildProcess;
import dev.sluice.sandbox.stack.SandboxFailed;
import dev.sluice.sandbox.stack.TestBroker;
import dev.sluice.worker.WorkerMain;
import dev.sluice.worker.intake.CallConsumer;
import dev.sluice.worker.intake.IntakeSettings;
import dev.sluice.worker.ledger.KafkaWriteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.StringNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final CallId CALL = new CallId("call-0001");

    @SuppressWarnings("NullAway.Init") // set before the first test
    private TestBroker broker;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        broker = TestBroker.start(folder);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void whatIsMissingIsCreatedAsTheTableSaysAndFoundInOrderTheNextTime() throws Exception {
        var settings = broker.settings("fresh.");
        var topics = topics(settings);

        provision(settings);
        provision(settings);

        try (var admin = broker.clients("fresh.").admin("test")) {
            var ledger = topics.writes().name();
            var described =
                    admin.describeTopics(List.of(ledger)).allTopicNames().get(10, TimeUnit.SECONDS);
            assertThat(Objects.requireNonNull(described.get(ledger)).partitions())
                    .hasSize(topics.calls().partitions());
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, ledger);
            var configs = admin.describeConfigs(List.of(resource)).all().get(10, TimeUnit.SECONDS);
            var config = Objects.requireNonNull(configs.get(resource));
            assertThat(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value()).isEqualTo("compact,delete");
            assertThat(config.get(TopicConfig.RETENTION_MS_CONFIG).value())
                    .isEqualTo(String.valueOf(Duration.ofHours(24).toMillis()));
        }
    }

    @Test
    void programsThatStartTogetherCreateTheTopicsOnce() throws Exception {
        var settings = broker.settings("together.");
        var failures = new CopyOnWriteArrayList<Throwable>();

        var threads = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    try {
                        provision(settings);
                    } catch (Exception e) {
                        failures.add(e);
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void everyContradictionIsNamedWithWhatWasExpected() throws Exception {
        var settings = broker.settings("contradicting.");
        var topics = topics(settings);
        create(settings, topics.calls().name(), 3);
        provisionAllBut(settings, topics.calls());
        alter(settings, topics.audit().name(), TopicConfig.RETENTION_MS_CONFIG, "1000");

        assertThatThrownBy(() -> provision(settings))
                .isInstanceOf(ContradictingTopics.class)
                .hasMessageContaining("contradicting.tool.calls has 3 partitions, expected 16")
                .hasMessageContaining("contradicting.audit.events has retention.ms=1000, expected 2592000000")
                .hasMessageContaining("Alter or delete them");
    }

    @Test
    void aProgramDoesNotStartOnTopicsThatContradictTheTable(@TempDir Path folder) throws Exception {
        create(broker.settings("refused."), "refused.tool.calls", 3);
        var credentials = Files.createFile(
                folder.resolve("zoho.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(credentials, """
                {"client_id": "1000.X", "client_secret": "x", "refresh_token": "1000.y"}""");

        var worker = ChildProcess.start(
                "worker",
                WorkerMain.class,
                List.of("-Xmx128m"),
                List.of(
                        "--set",
                        "kafka.bootstrap=" + broker.bootstrap(),
                        "--set",
                        "kafka.prefix=refused.",
                        "--set",
                        "zoho.main.data-centre=au",
                        "--set",
                        "zoho.main.credentials=file:" + credentials),
                folder.resolve("worker.log"));
        try (worker) {
            assertThatThrownBy(() -> worker.awaitLine("worker ready", PATIENCE))
                    .isInstanceOf(SandboxFailed.class)
                    .hasMessageContaining("exit code 2")
                    .hasMessageContaining("refused.tool.calls has 3 partitions, expected 16")
                    .hasMessageNotContaining("\tat ");
        }
    }

    @Test
    void aWorkerThatLostItsPartitionLearnsBeforeItSendsThatAnotherBegan() throws Exception {
        var settings = broker.settings("ledger.");
        provision(settings);
        try (var old = ledger(settings, "old");
                var owner = ledger(settings, "owner")) {
            // The old worker knows the partition from before, as one that was frozen does.
            assertThat(get(old.ledger().find(0, CALL))).isEmpty();
            var theirs = WriteRecord.begun(NOW, "owner");
            assertThat(get(owner.ledger().begin(0, CALL, theirs))).isEqualTo(theirs);

            assertThat(get(old.ledger().begin(0, CALL, WriteRecord.begun(NOW, "old"))))
                    .isEqualTo(theirs);

            get(owner.ledger().end(0, CALL, theirs.ended(StringNode.valueOf("done"))));
            assertThat(get(old.ledger().begin(0, CALL, WriteRecord.begun(NOW, "old")))
                            .outcome())
                    .hasValue(StringNode.valueOf("done"));
        }
    }

    @Test
    void whatAWorkerWroteIsFoundByTheNextOwner() throws Exception {
        var settings = broker.settings("handover.");
        provision(settings);
        var begun = WriteRecord.begun(NOW, "first");
        try (var first = ledger(settings, "first")) {
            get(first.ledger().begin(7, CALL, begun));
        }

        try (var second = ledger(settings, "second")) {
            assertThat(get(second.ledger().find(7, CALL))).hasValue(begun);
            assertThat(get(second.ledger().find(6, CALL))).isEmpty();
        }
    }

    @Test
    void moreWorkersThanPartitionsAllJoin() throws Exception {
        var settings = broker.settings("crowded.");
        create(settings, "crowded.calls", 1);

        try (var unused = ledger(settings, "unused");
                var first = member(settings, "first", unused);
                var second = member(settings, "second", unused)) {
            first.start();
            first.awaitJoined(PATIENCE);
            second.start();
            second.awaitJoined(PATIENCE);
        }
    }

    @Test
    void aGroupThatRefusesAWorkerIsABreakdownAndNotTriedForEver() throws Exception {
        var settings = broker.settings("refusing.");
        create(settings, "refusing.calls", 1);
        var breakdowns = new CopyOnWriteArrayList<CannotGoOn>();
        var clients = new KafkaClients(new KafkaSettings(
                broker.bootstrap(), "refusing.", 1, Map.of("group.remote.assignor", "nobody-knows-it")));

        try (var unused = ledger(settings, "unused");
                var intake = new CallConsumer(
                        clients.groupMember("workers", "worker"),
                        "refusing.calls",
                        _ -> true,
                        unused.ledger(),
                        new IntakeSettings(10, Duration.ofSeconds(1)),
                        breakdowns::add)) {
            intake.start();

            assertThatThrownBy(() -> intake.awaitJoined(PATIENCE))
                    .isInstanceOf(CannotGoOn.class)
                    .hasMessageContaining("nobody-knows-it");
        }

        assertThat(breakdowns).hasSize(1);
    }

    private static CallConsumer member(KafkaSettings settings, String name, OpenLedger ledger) {
        return new CallConsumer(
                new KafkaClients(settings).groupMember("workers", name),
                settings.prefix() + "calls",
                _ -> true,
                ledger.ledger(),
                new IntakeSettings(10, Duration.ofSeconds(1)),
                reason -> {
                    throw reason;
                });
    }

    private OpenLedger ledger(KafkaSettings settings, String worker) {
        var clients = new KafkaClients(settings);
        var publisher = new Publisher(clients.producer(worker, PATIENCE));
        return new OpenLedger(
                new KafkaWriteLedger(topics(settings).writes(), publisher, () -> clients.reader(worker)), publisher);
    }

    private void provision(KafkaSettings settings) throws InterruptedException {
        new TopicProvisioner(new KafkaClients(settings), settings)
                .provision(topics(settings).all());
    }

    private void provisionAllBut(KafkaSettings settings, Topic<?, ?> left) throws InterruptedException {
        new TopicProvisioner(new KafkaClients(settings), settings)
                .provision(topics(settings).all().stream()
                        .filter(topic -> !topic.name().equals(left.name()))
                        .toList());
    }

    private void create(KafkaSettings settings, String topic, int partitions) throws Exception {
        try (var admin = broker.clients(settings.prefix()).admin("test")) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private void alter(KafkaSettings settings, String topic, String key, String value) throws Exception {
        try (var admin = broker.clients(settings.prefix()).admin("test")) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
            // A broker follows what its controller decided a little later.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> value.equals(Objects.requireNonNull(admin.describeConfigs(List.of(resource))
                                    .all()
                                    .get(10, TimeUnit.SECONDS)
                                    .get(resource))
                            .get(key)
                            .value()));
        }
    }

    private static Topics topics(KafkaSettings settings) {
        return Topics.read(new SettingsReader(SettingsSource.of(Map.of())), settings);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A ledger with the producer it writes through. */
    private record OpenLedger(KafkaWriteLedger ledger, Publisher publisher) implements AutoCloseable {
        @Override
        public void close() {
            publisher.close();
        }
    }
}
