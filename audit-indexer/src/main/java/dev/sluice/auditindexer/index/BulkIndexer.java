package dev.sluice.auditindexer.index;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.common.program.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets documents into the index, however long it takes: only what failed is tried again, in smaller requests when the
 * index is overloaded, and nothing is given up but what it will never take.
 */
public final class BulkIndexer {
    private static final Logger log = LoggerFactory.getLogger(BulkIndexer.class);
    private static final int TELL_EVERY = 8;

    private final AuditIndex index;
    private final BatchLimit limit;

    BulkIndexer(AuditIndex index, int mostDocuments) {
        this.index = index;
        this.limit = new BatchLimit(mostDocuments);
    }

    /**
     * Returns once each document is in the index or refused for ever.
     *
     * @return the refused ones, by id, with the reason
     * @throws IndexUnusable when no document will be taken until a person has put something right
     * @throws InterruptedException when the thread is told to end first
     */
    public Map<UUID, String> index(List<AuditDocument> documents) throws InterruptedException {
        var refused = new TreeMap<UUID, String>();
        var backoff = new Backoff(ThreadLocalRandom.current());
        List<AuditDocument> open = documents;
        while (!open.isEmpty()) {
            int size = Math.min(open.size(), limit.current());
            var left = new ArrayList<>(attempt(open.subList(0, size), refused, backoff));
            left.addAll(open.subList(size, open.size()));
            open = left;
            if (Thread.interrupted()) {
                throw new InterruptedException("told to end with " + open.size() + " documents not indexed");
            }
        }
        return refused;
    }

    /** Tries these; returns those that must be tried again, after a pause where one is due. */
    private List<AuditDocument> attempt(List<AuditDocument> documents, Map<UUID, String> refused, Backoff backoff) {
        return switch (index.create(documents)) {
            case BulkReply.Answered answered -> sort(documents, answered.fates(), refused, backoff);
            case BulkReply.TooMuch tooMuch -> {
                limit.tooMuch(documents.size());
                pause(backoff, tooMuch.reason());
                yield documents;
            }
            case BulkReply.Unavailable unavailable -> {
                pause(backoff, unavailable.reason());
                yield documents;
            }
            case BulkReply.Unusable unusable -> throw new IndexUnusable(unusable.reason());
        };
    }

    private List<AuditDocument> sort(
            List<AuditDocument> documents, List<BulkReply.Fate> fates, Map<UUID, String> refused, Backoff backoff) {
        var again = new ArrayList<AuditDocument>();
        var reason = "";
        for (int i = 0; i < documents.size(); i++) {
            switch (fates.get(i)) {
                case BulkReply.Fate.Kept _ -> {}
                case BulkReply.Fate.Later later -> {
                    again.add(documents.get(i));
                    reason = later.reason();
                }
                case BulkReply.Fate.Refused no -> refused.put(documents.get(i).id(), no.reason());
            }
        }
        if (again.isEmpty()) {
            limit.taken();
            backoff.reset();
        } else {
            pause(backoff, reason);
        }
        return again;
    }

    private static void pause(Backoff backoff, String reason) {
        var length = backoff.next();
        if (backoff.attempts() % TELL_EVERY == 0) {
            log.atWarn()
                    .addKeyValue("attempt", backoff.attempts())
                    .addKeyValue("error", reason)
                    .log("documents are not taken by the index; trying on");
        }
        Threads.pause(length);
    }
}
