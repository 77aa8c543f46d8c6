package dev.sluice.worker.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.common.access.Lane;
import dev.sluice.common.json.Json;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import dev.sluice.worker.credential.ManualClock;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QuotaTopologyTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final QuotaPlan PLAN =
            new QuotaPlan(Map.of("books.minute", new Limit.Windowed(10, Duration.ofMinutes(1))), 0);

    private final Topics topics = topics();
    private final ManualClock clock = new ManualClock(START);
    private final TopologyTestDriver driver = new TopologyTestDriver(
            QuotaTopology.of(
                    topics,
                    connection -> connection.equals("main")
                            ? Optional.of(new QuotaLedger("main", PLAN, LedgerRules.STANDARD.unpaced()))
                            : Optional.empty(),
                    "owner",
                    clock),
            properties(),
            START);
    private final TestInputTopic<byte[], byte[]> demand =
            driver.createInputTopic(topics.demand().name(), new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<byte[], byte[]> leases =
            driver.createOutputTopic(topics.leases().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final TestOutputTopic<byte[], byte[]> states = driver.createOutputTopic(
            topics.quotaState().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final Reports one = new Reports("worker-1");

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aReportIsAnsweredWithALeaseUnderTheWorkersName() {
        hear("main", one.waiting("a", 3));

        var record = leases.readRecord();
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("worker-1");
        assertThat(topics.leases().values().decode(record.value()).permits()).isEqualTo(3);
    }

    @Test
    void timeAloneFreesWhatIsWaitedFor() {
        hear("main", one.waiting("a", 10));
        hear("main", one.settled(new QuotaReport.Settled(1, 10, 0, 0)));
        for (int i = 0; i < 62; i++) {
            hear("main", one.waiting("a", 2));
            pass(Duration.ofSeconds(1));
        }

        assertThat(readLeases()).extracting(QuotaLease::permits).startsWith(10, 2);
    }

    @Test
    void everybodyIsToldHowThingsStand() {
        hear("main", one.waiting("a", 12));
        pass(Duration.ofSeconds(1));

        QuotaState last = null;
        for (var value : states.readValuesToList()) {
            last = topics.quotaState().values().decode(value);
        }
        assertThat(Objects.requireNonNull(last).queues().getFirst().backlog())
                .extracting(QuotaState.Backlog::agent, QuotaState.Backlog::waiting)
                .containsExactly(tuple("a", 2));
        assertThat(last.limits()).extracting(QuotaState.Limit::remaining).containsExactly(0L);
    }

    @Test
    void theStateIsKeptInTheStore() {
        hear("main", one.waiting("a", 4));

        var stored =
                driver.<String, byte[]>getKeyValueStore(QuotaTopology.STORE).get("main");
        assertThat(Json.read(stored, LedgerState.class).leases()).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        demand.pipeInput("main".getBytes(StandardCharsets.UTF_8), "{".getBytes(StandardCharsets.UTF_8));
        hear("unknown", one.waiting("a", 1));
        hear("main", one.waiting("no charge of ours", Reports.line("a", Lane.INTERACTIVE, 1, 1)));
        hear("main", one.waiting("a", 1));

        assertThat(readLeases()).hasSize(1);
    }

    private void hear(String connection, QuotaReport report) {
        demand.pipeInput(
                connection.getBytes(StandardCharsets.UTF_8),
                topics.demand().values().encode(report));
    }

    private void pass(Duration length) {
        for (long i = 0; i < length.toMillis(); i += 20) {
            clock.advance(Duration.ofMillis(20));
            driver.advanceWallClockTime(Duration.ofMillis(20));
        }
    }

    private List<QuotaLease> readLeases() {
        return leases.readValuesToList().stream()
                .map(topics.leases().values()::decode)
                .toList();
    }

    private static Topics topics() {
        var reader = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(reader, KafkaSettings.read(reader));
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return properties;
    }
}
