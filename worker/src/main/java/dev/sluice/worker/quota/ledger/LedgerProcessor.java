package dev.sluice.worker.quota.ledger;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings reports and time to the ledgers of a partition. What a step decides and the state it leads to are committed
 * together, so no lease is ever seen whose booking could be lost.
 */
final class LedgerProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(LedgerProcessor.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration TOLD_EVERY = Duration.ofMillis(250);

    private final Topics topics;
    private final Function<String, Optional<QuotaLedger>> ledgers;
    private final String owner;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new HashMap<>();
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> store;

    LedgerProcessor(Topics topics, Function<String, Optional<QuotaLedger>> ledgers, String owner, InstantSource clock) {
        this.topics = topics;
        this.ledgers = ledgers;
        this.owner = owner;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        store = given.getStateStore(QuotaTopology.STORE);
        kept.clear();
        try (var all = store().all()) {
            all.forEachRemaining(entry ->
                    ledgers.apply(entry.key).ifPresent(ledger -> kept.put(entry.key, takeOver(ledger, entry.value))));
        }
        given.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        QuotaReport report;
        String connection;
        try {
            connection = topics.demand().keys().decode(record.key());
            report = topics.demand().values().decode(record.value());
        } catch (MalformedJson e) {
            log.atError().addKeyValue("error", e.getMessage()).log("a quota report cannot be read and is passed over");
            return;
        }
        var found = keptOf(connection);
        if (found == null) {
            log.atWarn()
                    .addKeyValue("connection", connection)
                    .log("a worker asks for quota of a connection that is not in zoho.connections of the ledger");
            return;
        }
        try {
            took(connection, found, found.ledger.heard(found.state, report, clock.instant()));
        } catch (IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("connection", connection)
                    .addKeyValue("error", e.getMessage())
                    .log("a quota report makes no sense to this version and is passed over");
        }
    }

    private void tick() {
        var now = clock.instant();
        kept.forEach((connection, one) -> {
            if (one.state.due(now)) {
                took(connection, one, one.ledger.elapsed(one.state, now));
            } else if (one.untold && now.toEpochMilli() - one.toldAt >= TOLD_EVERY.toMillis()) {
                boolean newHere = one.toldAt == 0;
                tell(connection, one);
                if (newHere) {
                    // Workers are given something once they have answered it.
                    context().commit();
                }
            }
        });
    }

    private void took(String connection, Kept one, QuotaLedger.Step step) {
        one.state = step.state();
        store().put(connection, Json.bytes(step.state()));
        for (var lease : step.leases()) {
            forward(
                    QuotaTopology.LEASES,
                    lease.worker().getBytes(StandardCharsets.UTF_8),
                    topics.leases().values().encode(lease));
        }
        if (!step.leases().isEmpty()) {
            context().commit();
        }
        one.untold = true;
        var words = step.state().breakers().toString();
        if (!words.equals(one.breakersTold) || clock.millis() - one.toldAt >= TOLD_EVERY.toMillis()) {
            one.breakersTold = words;
            tell(connection, one);
            context().commit();
        }
    }

    private void tell(String connection, Kept one) {
        one.toldAt = clock.millis();
        one.untold = false;
        QuotaState state = one.ledger.describe(one.state, clock.instant());
        forward(
                QuotaTopology.STATE,
                connection.getBytes(StandardCharsets.UTF_8),
                topics.quotaState().values().encode(state));
    }

    private void forward(String sink, byte[] key, byte[] value) {
        context().forward(new Record<>(key, value, clock.millis()), sink);
    }

    private @Nullable Kept keptOf(String connection) {
        var found = kept.get(connection);
        if (found == null) {
            var ledger = ledgers.apply(connection);
            if (ledger.isEmpty()) {
                return null;
            }
            found = new Kept(ledger.get(), LedgerState.empty(owner, clock.instant()));
            kept.put(connection, found);
        }
        return found;
    }

    private Kept takeOver(QuotaLedger ledger, byte[] stored) {
        return new Kept(ledger, Json.read(stored, LedgerState.class).takenOver(owner, clock.instant()));
    }

    private ProcessorContext<byte[], byte[]> context() {
        if (context == null) {
            throw new IllegalStateException("not initialised");
        }
        return context;
    }

    private KeyValueStore<String, byte[]> store() {
        if (store == null) {
            throw new IllegalStateException("not initialised");
        }
        return store;
    }

    /** The state of one connection, as it is kept between steps. */
    private static final class Kept {
        private final QuotaLedger ledger;
        private LedgerState state;
        private long toldAt;
        private boolean untold = true;
        private String breakersTold = "";

        Kept(QuotaLedger ledger, LedgerState state) {
            this.ledger = ledger;
            this.state = state;
        }
    }
}
