package dev.sluice.worker;

import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.program.HealthSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.topic.Topics;
import dev.sluice.worker.intake.IntakeSettings;
import dev.sluice.worker.invocation.CacheSettings;
import dev.sluice.worker.quota.QuotaSettings;
import dev.sluice.worker.redaction.FieldHash;
import dev.sluice.worker.tool.ToolSettings;
import dev.sluice.worker.zoho.ZohoSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a worker can be told.
 *
 * @param fieldHash hashes the fields that a policy has hashed; without it they are dropped
 */
public record WorkerSettings(
        KafkaSettings kafka,
        Topics topics,
        IntakeSettings intake,
        ZohoSettings zoho,
        ToolSettings tools,
        CacheSettings cache,
        QuotaSettings quota,
        Set<Role> roles,
        Optional<FieldHash> fieldHash) {

    /** What concerns only those who ask Zoho. */
    private static final List<String> OF_ZOHO = List.of("zoho.", "aws.");

    /**
     * Reads them all.
     *
     * @throws dev.sluice.common.settings.InvalidSettings with every problem there is
     */
    public static WorkerSettings read(SettingsReader settings) {
        var roles = roles(settings);
        if (roles.contains(Role.CALLS)) {
            var read = read(settings, roles, ZohoSettings.read(settings));
            settings.finish();
            return read;
        }
        // Who only keeps the ledger may have the same file as the others: what is about Zoho is not looked at.
        var read = read(settings, roles, ZohoSettings.none());
        settings.finishBut(OF_ZOHO);
        return read;
    }

    /** Reads all but the connections, for who has read these; the reader then knows every key that there is. */
    static void readBesideConnections(SettingsReader settings) {
        read(settings, roles(settings), ZohoSettings.read(settings, List.of()));
        HealthSettings.read(settings);
    }

    private static WorkerSettings read(SettingsReader settings, Set<Role> roles, ZohoSettings zoho) {
        var kafka = KafkaSettings.read(settings);
        return new WorkerSettings(
                kafka,
                Topics.read(settings, kafka),
                IntakeSettings.read(settings),
                zoho,
                ToolSettings.read(settings),
                CacheSettings.read(settings),
                QuotaSettings.read(settings, ZohoSettings.names(settings)),
                roles,
                FieldHash.read(settings));
    }

    private static Set<Role> roles(SettingsReader settings) {
        var roles = EnumSet.noneOf(Role.class);
        for (var name : settings.list("roles", List.of("calls", "ledger"))) {
            switch (name) {
                case "calls" -> roles.add(Role.CALLS);
                case "ledger" -> roles.add(Role.LEDGER);
                default -> settings.problem("roles has '" + name + "', expected calls, ledger or both");
            }
        }
        if (roles.isEmpty()) {
            settings.problem("roles is empty, expected calls, ledger or both");
        }
        return roles;
    }

    /** What a worker does. */
    public enum Role {
        /** It carries calls out. */
        CALLS,
        /** It takes part in keeping the quota ledger. */
        LEDGER
    }
}
