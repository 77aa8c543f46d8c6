package dev.sluice.sandbox.audit;

import dev.sluice.common.kafka.Publisher;
import dev.sluice.sandbox.stack.ChildProcess;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Events that wait on their topic, indexed by indexers of which some are killed with -9 on the way. */
public final class IndexingRun {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String ALL = "{\"match_all\":{}}";

    private final Sandbox sandbox;
    private final AuditDesk desk;

    public IndexingRun(Sandbox sandbox, AuditDesk desk) {
        this.sandbox = sandbox;
        this.desk = desk;
    }

    /**
     * Publishes so many events while no indexer runs, then has them indexed.
     *
     * @return from the moment an indexer took events until every one could be searched
     * @throws SandboxFailed when there are more or fewer documents in the end than there were before and were published
     */
    public Duration run(int events, int kills) throws IOException, InterruptedException {
        sandbox.parts().stream()
                .filter(part -> part.name().startsWith("audit-indexer"))
                .forEach(part -> part.close());
        long before = desk.count(ALL);
        try (var publisher = new Publisher(sandbox.kafkaClients().producer("synthetic-events", PATIENCE))) {
            new SyntheticEvents(publisher, sandbox.topics()).publish(events);
        }

        var indexer = sandbox.addIndexer();
        long begun = System.nanoTime();
        for (int kill = 1; kill <= kills; kill++) {
            awaitCount(before + (long) events * kill / (kills + 1), indexer);
            indexer.kill();
            indexer = sandbox.addIndexer();
        }
        awaitCount(before + events, indexer);
        var took = Duration.ofNanos(System.nanoTime() - begun);

        long documents = desk.count(ALL) - before;
        if (documents != events) {
            throw new SandboxFailed("of " + events + " events there are " + documents + " documents");
        }
        return took;
    }

    private void awaitCount(long documents, ChildProcess indexer) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (desk.count(ALL) < documents) {
            if (System.nanoTime() > deadline || !indexer.isAlive()) {
                throw new SandboxFailed("there are " + desk.count(ALL) + " documents, expected " + documents
                        + (indexer.isAlive() ? "" : "; the indexer has ended"));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
    }
}
