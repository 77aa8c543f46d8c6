package dev.sluice.worker.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with each record of the calls topic, on a thread of its own. */
@FunctionalInterface
public interface RecordHandler {
    /** Whether the call has ended and its record may be committed; otherwise another worker is to meet it again. */
    boolean handle(ConsumerRecord<byte[], byte[]> record);
}
