package dev.sluice.common.topic;

import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.call.ToolResultCodec;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.common.kafka.Codec;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.task.TaskEntry;
import dev.sluice.common.task.TaskEntryCodec;
import java.time.Duration;
import java.util.List;

/**
 * All topics, as one deployment has them.
 *
 * @param calls gateway → workers, by affinity key
 * @param results worker → the gateway that waits, on the partition it chose
 * @param writes worker → the worker that owns the partition: which writes were begun and how they ended, by call id,
 *     each on the same partition number as its call
 * @param audit gateway, worker → audit indexer, by call id
 * @param deadLetters what no worker could read, as it came, with the reason in its headers
 * @param tasks gateway, worker → every gateway: calls whose callers may come back for them, by call id
 * @param cancellations gateway → every worker: calls whose callers no longer want them
 */
public record Topics(
        Topic<AffinityKey, ToolCall> calls,
        Topic<CallId, ToolResult> results,
        Topic<CallId, WriteRecord> writes,
        Topic<CallId, AuditRecord> audit,
        Topic<byte[], byte[]> deadLetters,
        Topic<CallId, TaskEntry> tasks,
        Topic<CallId, byte[]> cancellations) {

    private static final Codec<CallId> CALL_IDS = Codec.text(CallId::value, CallId::new);

    public static Topics read(SettingsReader settings, KafkaSettings kafka) {
        int partitions = settings.integer("topics.calls.partitions", 16, 1, 1024);
        return new Topics(
                        new Topic<>(
                                "tool.calls",
                                partitions,
                                Duration.ofHours(24),
                                false,
                                Codec.text(AffinityKey::value, AffinityKey::new),
                                Codec.json(ToolCall.class)),
                        new Topic<>(
                                "tool.results",
                                settings.integer("topics.results.partitions", 8, 1, 1024),
                                Duration.ofHours(1),
                                false,
                                CALL_IDS,
                                new ToolResultCodec()),
                        new Topic<>(
                                "tool.ledger",
                                partitions,
                                Duration.ofHours(24),
                                true,
                                CALL_IDS,
                                Codec.json(WriteRecord.class)),
                        new Topic<>(
                                "audit.events",
                                settings.integer("topics.audit.partitions", 8, 1, 1024),
                                Duration.ofDays(30),
                                false,
                                CALL_IDS,
                                Codec.json(AuditRecord.class)),
                        new Topic<>("tool.dead-letters", 1, Duration.ofDays(30), false, Codec.bytes(), Codec.bytes()),
                        new Topic<>(
                                "tool.tasks",
                                settings.integer("topics.tasks.partitions", 4, 1, 1024),
                                Duration.ofHours(24),
                                false,
                                CALL_IDS,
                                new TaskEntryCodec()),
                        new Topic<>("tool.cancellations", 1, Duration.ofHours(1), false, CALL_IDS, Codec.bytes()))
                .withPrefix(kafka.prefix());
    }

    public List<Topic<?, ?>> all() {
        return List.of(calls, results, writes, audit, deadLetters, tasks, cancellations);
    }

    private Topics withPrefix(String prefix) {
        return new Topics(
                calls.withPrefix(prefix),
                results.withPrefix(prefix),
                writes.withPrefix(prefix),
                audit.withPrefix(prefix),
                deadLetters.withPrefix(prefix),
                tasks.withPrefix(prefix),
                cancellations.withPrefix(prefix));
    }
}
