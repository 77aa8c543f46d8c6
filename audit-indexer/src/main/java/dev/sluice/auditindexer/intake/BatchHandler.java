package dev.sluice.auditindexer.intake;

import dev.sluice.auditindexer.deadletter.DeadLetters;
import dev.sluice.auditindexer.index.BulkIndexer;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a batch all the way: each event into the index, or among the dead letters with the reason. */
public final class BatchHandler {
    private static final Logger log = LoggerFactory.getLogger(BatchHandler.class);

    private final EventReader reader;
    private final BulkIndexer indexer;
    private final DeadLetters deadLetters;

    public BatchHandler(Topic<String, AuditRecord> topic, BulkIndexer indexer, DeadLetters deadLetters) {
        this.reader = new EventReader(topic);
        this.indexer = indexer;
        this.deadLetters = deadLetters;
    }

    /** Returns once every event of the batch is kept in one of the two places. */
    void handle(Batch batch) throws InterruptedException {
        List<CompletableFuture<Void>> dead = new ArrayList<>();
        for (var item : batch.items()) {
            try {
                item.becomes(reader.read(item.record()));
            } catch (MalformedJson e) {
                dead.add(bury(item, String.valueOf(e.getMessage())));
            }
        }
        var refused = indexer.index(batch.documents());
        if (!refused.isEmpty()) {
            for (var item : batch.items()) {
                var document = item.document();
                var reason = document == null ? null : refused.get(document.id());
                if (reason != null) {
                    item.becomesDeadLetter();
                    dead.add(bury(item, reason));
                }
            }
        }
        CompletableFuture.allOf(dead.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<Void> bury(Batch.Item item, String reason) {
        log.atError()
                .addKeyValue("partition", item.record().partition())
                .addKeyValue("offset", item.record().offset())
                .addKeyValue("error", reason)
                .log("an audit event became a dead letter");
        return deadLetters.keep(item.record(), reason).toCompletableFuture();
    }
}
