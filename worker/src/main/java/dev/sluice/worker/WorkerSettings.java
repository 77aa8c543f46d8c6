package dev.sluice.worker;

import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.topic.Topics;
import dev.sluice.worker.intake.IntakeSettings;
import dev.sluice.worker.tool.ToolSettings;
import dev.sluice.worker.zoho.ZohoSettings;

/** Everything a worker can be told. */
public record WorkerSettings(
        KafkaSettings kafka, Topics topics, IntakeSettings intake, ZohoSettings zoho, ToolSettings tools) {

    /**
     * Reads them all.
     *
     * @throws dev.sluice.common.settings.InvalidSettings with every problem there is
     */
    public static WorkerSettings read(SettingsReader settings) {
        var kafka = KafkaSettings.read(settings);
        var read = new WorkerSettings(
                kafka,
                Topics.read(settings, kafka),
                IntakeSettings.read(settings),
                ZohoSettings.read(settings),
                ToolSettings.read(settings));
        settings.finish();
        return read;
    }
}
