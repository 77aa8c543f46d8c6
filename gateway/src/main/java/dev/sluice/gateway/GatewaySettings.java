package dev.sluice.gateway;

import dev.sluice.common.audit.Pseudonyms;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.topic.Topics;
import dev.sluice.gateway.dispatch.DispatchSettings;
import dev.sluice.gateway.identity.OAuthSettings;
import dev.sluice.gateway.mcp.McpSettings;
import dev.sluice.gateway.task.TaskSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a gateway can be told.
 *
 * @param policyFile who may do what
 * @param policyCheckEvery how often is looked whether that has changed
 * @param declaredTools the file of the tools that an operator declared, if there is one
 * @param pseudonyms what stands in the audit trail for values that must not; empty when no key is set
 */
public record GatewaySettings(
        McpSettings mcp,
        Path policyFile,
        Duration policyCheckEvery,
        @Nullable Path declaredTools,
        OAuthSettings oauth,
        DispatchSettings dispatch,
        TaskSettings tasks,
        KafkaSettings kafka,
        Topics topics,
        Optional<Pseudonyms> pseudonyms) {

    /**
     * Reads them all.
     *
     * @throws dev.sluice.common.settings.InvalidSettings with every problem there is
     */
    public static GatewaySettings read(SettingsReader settings) {
        var kafka = KafkaSettings.read(settings);
        var read = new GatewaySettings(
                McpSettings.read(settings),
                Path.of(settings.required("policy.file", "the path of policy.yaml, which says who may do what")),
                settings.duration("policy.check-every", Duration.ofSeconds(1)),
                settings.path("tools.declared").orElse(null),
                OAuthSettings.read(settings),
                DispatchSettings.read(settings),
                TaskSettings.read(settings),
                kafka,
                Topics.read(settings, kafka),
                Pseudonyms.read(settings));
        settings.finish();
        return read;
    }
}
