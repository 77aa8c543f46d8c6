package dev.sluice.worker.quota.ledger;

import dev.sluice.common.topic.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Reports in, leases and states out, the ledgers' states between them in a store that survives its owner. */
final class QuotaTopology {
    static final String STORE = "ledger";
    static final String LEASES = "leases";
    static final String STATE = "state";

    private static final String DEMAND = "demand";
    private static final String LEDGER = "ledgers";

    private QuotaTopology() {}

    static Topology of(
            Topics topics, Function<String, Optional<QuotaLedger>> ledgers, String owner, InstantSource clock) {
        var bytesIn = new ByteArrayDeserializer();
        var bytesOut = new ByteArraySerializer();
        return new Topology()
                .addSource(DEMAND, bytesIn, bytesIn, topics.demand().name())
                .addProcessor(LEDGER, () -> new LedgerProcessor(topics, ledgers, owner, clock), DEMAND)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                                .withCachingEnabled(),
                        LEDGER)
                .addSink(LEASES, topics.leases().name(), bytesOut, bytesOut, LEDGER)
                .addSink(STATE, topics.quotaState().name(), bytesOut, bytesOut, LEDGER);
    }
}
