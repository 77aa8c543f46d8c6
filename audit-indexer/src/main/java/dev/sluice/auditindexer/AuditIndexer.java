package dev.sluice.auditindexer;

import dev.sluice.auditindexer.chain.Proofs;
import dev.sluice.auditindexer.deadletter.DeadLetters;
import dev.sluice.auditindexer.index.AuditStore;
import dev.sluice.auditindexer.intake.AuditConsumer;
import dev.sluice.auditindexer.intake.BatchHandler;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.function.Consumer;

/** An audit indexer, put together: events in, documents and checkpoints out. */
public final class AuditIndexer implements AutoCloseable {
    /** While a broker is away, what was to be published waits this long before the indexer gives up. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration JOINING = Duration.ofMinutes(1);

    private final AuditStore store;
    private final Publisher publisher;
    private final AuditConsumer intake;

    private AuditIndexer(AuditStore store, Publisher publisher, AuditConsumer intake) {
        this.store = store;
        this.publisher = publisher;
        this.intake = intake;
    }

    /**
     * Starts an indexer and returns once it takes events.
     *
     * @param giveUp told, with the reason, when it cannot go on
     */
    public static AuditIndexer start(IndexerSettings settings, Consumer<String> giveUp) throws InterruptedException {
        var incarnation = Incarnation.of("audit-indexer");
        var topics = settings.topics();

        var kafka = new KafkaClients(settings.kafka());
        new TopicProvisioner(kafka, settings.kafka()).provision(topics.all());
        var store = AuditStore.open(settings.index());
        store.prepare();

        var publisher = new Publisher(kafka.producer(incarnation, PATIENCE));
        var chains = Proofs.chains(settings.chain(), kafka, publisher, topics, incarnation);
        var deadLetters = new DeadLetters(publisher, topics.auditDeadLetters());
        var handler = new BatchHandler(topics.audit(), store.indexer(), deadLetters);
        var intake = new AuditConsumer(
                kafka.groupMember(
                        "audit-indexers", incarnation, settings.intake().batch()),
                topics.audit().name(),
                handler,
                chains,
                settings.intake(),
                settings.chain().every(),
                giveUp);

        var indexer = new AuditIndexer(store, publisher, intake);
        intake.start();
        intake.awaitJoined(JOINING);
        return indexer;
    }

    /** Lets the batches under way end, seals what is indexed, then leaves. */
    @Override
    public void close() {
        intake.close();
        publisher.close();
        store.close();
    }
}
