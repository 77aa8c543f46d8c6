package dev.sluice.worker.intake;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with each record of the calls topic, on a thread of its own. */
@FunctionalInterface
public interface RecordHandler {
    /** Whether the call has ended and its record may be committed; otherwise another worker is to meet it again. */
    boolean handle(ConsumerRecord<byte[], byte[]> record);

    /** Calls of these partitions that wait, or come to wait, need not be answered here: another worker meets them. */
    default void giveBack(Collection<Integer> partitions) {}
}
