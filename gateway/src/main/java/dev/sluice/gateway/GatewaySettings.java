package dev.sluice.gateway;

import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.topic.Topics;
import dev.sluice.gateway.dispatch.DispatchSettings;
import dev.sluice.gateway.mcp.McpSettings;
import dev.sluice.gateway.task.TaskSettings;
import java.nio.file.Path;

/**
 * Everything a gateway can be told.
 *
 * @param policyFile who may do what
 */
public record GatewaySettings(
        McpSettings mcp,
        Path policyFile,
        DispatchSettings dispatch,
        TaskSettings tasks,
        KafkaSettings kafka,
        Topics topics) {

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
                DispatchSettings.read(settings),
                TaskSettings.read(settings),
                kafka,
                Topics.read(settings, kafka));
        settings.finish();
        return read;
    }
}
