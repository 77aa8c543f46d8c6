package dev.sluice.auditindexer.intake;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.auditindexer.document.AuditDocuments;
import dev.sluice.auditindexer.document.Coordinates;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads one record of the events' topic as the document it becomes. */
final class EventReader {
    private final Topic<String, AuditRecord> topic;

    EventReader(Topic<String, AuditRecord> topic) {
        this.topic = topic;
    }

    /**
     * The document of a record.
     *
     * @throws MalformedJson when the record is no event that this program knows
     */
    AuditDocument read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new MalformedJson("not a well-formed AuditRecord: it is empty");
        }
        return AuditDocuments.of(topic.value(record), new Coordinates(record.partition(), record.offset()));
    }
}
