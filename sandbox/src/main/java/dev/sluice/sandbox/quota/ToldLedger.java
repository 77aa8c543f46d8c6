package dev.sluice.sandbox.quota;

import dev.sluice.common.quota.QuotaState;
import dev.sluice.sandbox.stack.Sandbox;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Looks at what the quota ledger last told. */
public final class ToldLedger {
    private static final Duration POLL = Duration.ofMillis(200);

    private ToldLedger() {}

    /** The process that keeps the ledger of the sandbox's connection. */
    public static Optional<String> owner(Sandbox sandbox) {
        var topic = sandbox.topics().quotaState();
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
        QuotaState last = null;
        try (var consumer = sandbox.kafkaClients().committedReader("told-ledger")) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    last = topic.value(record);
                }
            }
        }
        return Optional.ofNullable(last).flatMap(state -> Optional.ofNullable(state.owner()));
    }
}
