package dev.sluice.auditindexer.intake;

import dev.sluice.auditindexer.chain.PartitionChain;
import dev.sluice.auditindexer.document.AuditDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Some events on their way, each with the chain it belongs to. Written by one thread, then read by another. */
final class Batch {
    private final List<Item> items;

    Batch(List<Item> items) {
        this.items = List.copyOf(items);
    }

    List<Item> items() {
        return items;
    }

    List<AuditDocument> documents() {
        var documents = new ArrayList<AuditDocument>(items.size());
        for (var item : items) {
            var document = item.document;
            if (document != null) {
                documents.add(document);
            }
        }
        return documents;
    }

    /** Appends the events to their chains, now that each is in the index or among the dead letters. */
    void extendChains() {
        for (var item : items) {
            var document = item.document;
            if (document != null) {
                item.chain.add(document);
            } else {
                var record = item.record;
                var value = record.value() == null ? new byte[0] : record.value();
                item.chain.addDeadLetter(record.offset(), Instant.ofEpochMilli(record.timestamp()), value);
            }
        }
    }

    /** One event, and what has become of it. */
    static final class Item {
        private final ConsumerRecord<byte[], byte[]> record;
        private final PartitionChain chain;
        private @Nullable AuditDocument document;

        Item(ConsumerRecord<byte[], byte[]> record, PartitionChain chain) {
            this.record = record;
            this.chain = chain;
        }

        ConsumerRecord<byte[], byte[]> record() {
            return record;
        }

        @Nullable
        AuditDocument document() {
            return document;
        }

        void becomes(AuditDocument its) {
            document = its;
        }

        void becomesDeadLetter() {
            document = null;
        }
    }
}
