package dev.sluice.common.topic;

import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.RecordsChanged;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.call.ToolResultCodec;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.common.kafka.Codec;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
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
 * @param audit gateway, worker → audit indexer, by call id, or by what else an event is about
 * @param deadLetters what no worker could read, as it came, with the reason in its headers
 * @param demand workers → quota ledger, by connection: so all quota keys of a connection meet in one ledger
 * @param leases quota ledger → worker, by the worker's incarnation
 * @param quotaState quota ledger → workers, gateways: how things stand, by connection
 * @param tokens worker → every worker: each Zoho connection's access token, sealed, and whose turn it is to ask for the
 *     next; all in one order, by the broker's time
 * @param auditDeadLetters audit events that became no document, as they came, with the reason in their headers
 * @param checkpoints audit indexer → itself and whoever verifies: what was indexed, signed, each on the same partition
 *     number as its events; kept longer than any index
 * @param tasks gateway, worker → every gateway: calls whose callers may come back for them, by call id
 * @param cancellations gateway → every worker and gateway: calls whose callers no longer want them
 * @param changes worker → every worker: records that a write changed, by connection, so that no answer of before is given
 */
public record Topics(
        Topic<AffinityKey, ToolCall> calls,
        Topic<CallId, ToolResult> results,
        Topic<CallId, WriteRecord> writes,
        Topic<String, AuditRecord> audit,
        Topic<byte[], byte[]> deadLetters,
        Topic<String, QuotaReport> demand,
        Topic<String, QuotaLease> leases,
        Topic<String, QuotaState> quotaState,
        Topic<String, byte[]> tokens,
        Topic<byte[], byte[]> auditDeadLetters,
        Topic<byte[], byte[]> checkpoints,
        Topic<CallId, TaskEntry> tasks,
        Topic<CallId, byte[]> cancellations,
        Topic<String, RecordsChanged> changes) {

    private static final Codec<CallId> CALL_IDS = Codec.text(CallId::value, CallId::new);
    private static final Codec<String> NAMES = Codec.text(name -> name, name -> name);

    public static Topics read(SettingsReader settings, KafkaSettings kafka) {
        int partitions = settings.integer("topics.calls.partitions", 16, 1, 1024);
        int quotaPartitions = settings.integer("topics.quota.partitions", 1, 1, 64);
        int auditPartitions = settings.integer("topics.audit.partitions", 8, 1, 1024);
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
                                auditPartitions,
                                Duration.ofDays(30),
                                false,
                                NAMES,
                                Codec.json(AuditRecord.class)),
                        new Topic<>("tool.dead-letters", 1, Duration.ofDays(30), false, Codec.bytes(), Codec.bytes()),
                        new Topic<>(
                                "quota.demand",
                                quotaPartitions,
                                Duration.ofMinutes(10),
                                false,
                                NAMES,
                                Codec.json(QuotaReport.class)),
                        new Topic<>(
                                "quota.leases",
                                quotaPartitions,
                                Duration.ofMinutes(10),
                                false,
                                NAMES,
                                Codec.json(QuotaLease.class)),
                        new Topic<>(
                                "quota.state",
                                quotaPartitions,
                                Duration.ofDays(7),
                                true,
                                NAMES,
                                Codec.json(QuotaState.class)),
                        new Topic<>("zoho.tokens", 1, Duration.ofHours(24), true, NAMES, Codec.bytes())
                                .withTimeOfBroker(),
                        new Topic<>("audit.dead-letters", 1, Duration.ofDays(30), false, Codec.bytes(), Codec.bytes()),
                        new Topic<>(
                                "audit.checkpoints",
                                auditPartitions,
                                Duration.ofDays(3650),
                                false,
                                Codec.bytes(),
                                Codec.bytes()),
                        new Topic<>(
                                "tool.tasks",
                                settings.integer("topics.tasks.partitions", 4, 1, 1024),
                                Duration.ofHours(24),
                                false,
                                CALL_IDS,
                                new TaskEntryCodec()),
                        new Topic<>("tool.cancellations", 1, Duration.ofHours(1), false, CALL_IDS, Codec.bytes()),
                        new Topic<>(
                                "tool.changes", 1, Duration.ofHours(1), false, NAMES, Codec.json(RecordsChanged.class)))
                .withPrefix(kafka.prefix());
    }

    public List<Topic<?, ?>> all() {
        return List.of(
                calls,
                results,
                writes,
                audit,
                deadLetters,
                demand,
                leases,
                quotaState,
                tokens,
                auditDeadLetters,
                checkpoints,
                tasks,
                cancellations,
                changes);
    }

    private Topics withPrefix(String prefix) {
        return new Topics(
                calls.withPrefix(prefix),
                results.withPrefix(prefix),
                writes.withPrefix(prefix),
                audit.withPrefix(prefix),
                deadLetters.withPrefix(prefix),
                demand.withPrefix(prefix),
                leases.withPrefix(prefix),
                quotaState.withPrefix(prefix),
                tokens.withPrefix(prefix),
                auditDeadLetters.withPrefix(prefix),
                checkpoints.withPrefix(prefix),
                tasks.withPrefix(prefix),
                cancellations.withPrefix(prefix),
                changes.withPrefix(prefix));
    }
}
