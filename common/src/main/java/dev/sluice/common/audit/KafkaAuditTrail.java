package dev.sluice.common.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps audit events on their topic: an event is kept once every replica has it. */
public final class KafkaAuditTrail implements AuditTrail {
    private final Publisher publisher;
    private final Topic<String, AuditRecord> topic;
    private final String incarnation;
    private final InstantSource clock;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final AtomicLong sequence = new AtomicLong();

    public KafkaAuditTrail(
            Publisher publisher, Topic<String, AuditRecord> topic, String incarnation, InstantSource clock) {
        this.publisher = publisher;
        this.topic = topic;
        this.incarnation = incarnation;
        this.clock = clock;
    }

    @Override
    public AuditRecord stamp(AuditEvent event) {
        return new AuditRecord(
                ids.generate().toString(), clock.instant(), incarnation, sequence.getAndIncrement(), event);
    }

    @Override
    public CompletionStage<Void> keep(AuditRecord record) {
        return publisher.publish(topic.record(record.event().subject(), record));
    }
}
