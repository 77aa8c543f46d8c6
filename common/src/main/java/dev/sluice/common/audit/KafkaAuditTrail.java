package dev.sluice.common.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.common.utils.Utils;

/** Keeps audit events on their topic: an event is kept once every replica has it. */
public final class KafkaAuditTrail implements AuditTrail {
    private static final long NEVER = 0;

    private final Publisher publisher;
    private final Topic<String, AuditRecord> topic;
    private final String incarnation;
    private final InstantSource clock;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final AtomicLong sequence = new AtomicLong();
    private final long begunNanos = System.nanoTime();

    /** Of each partition, when the newest event that is kept there was told. Each has a leader of its own to fail. */
    private final AtomicLongArray keptNanos;

    public KafkaAuditTrail(
            Publisher publisher, Topic<String, AuditRecord> topic, String incarnation, InstantSource clock) {
        this.publisher = publisher;
        this.topic = topic;
        this.incarnation = incarnation;
        this.clock = clock;
        this.keptNanos = new AtomicLongArray(topic.partitions());
    }

    @Override
    public AuditRecord stamp(AuditEvent event) {
        return new AuditRecord(
                ids.generate().toString(), clock.instant(), incarnation, sequence.getAndIncrement(), event);
    }

    @Override
    public CompletionStage<Void> keep(AuditRecord record) {
        var subject = record.event().subject();
        int partition = partition(subject);
        long told = nanos();
        return publisher.publish(topic.record(subject, record)).whenComplete((_, failure) -> {
            if (failure == null) {
                keptNanos.accumulateAndGet(partition, told, Math::max);
            } else {
                keptNanos.set(partition, NEVER);
            }
        });
    }

    @Override
    public boolean keptWithin(String subject, Duration time) {
        long kept = keptNanos.get(partition(subject));
        return kept != NEVER && nanos() - kept <= time.toNanos();
    }

    /** Where Kafka's own partitioner puts the key. */
    private int partition(String subject) {
        return Utils.toPositive(Utils.murmur2(topic.keys().encode(subject))) % topic.partitions();
    }

    private long nanos() {
        return System.nanoTime() - begunNanos + 1;
    }
}
