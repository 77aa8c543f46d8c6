package dev.sluice.auditindexer;

import dev.sluice.auditindexer.chain.ChainSettings;
import dev.sluice.auditindexer.index.IndexSettings;
import dev.sluice.auditindexer.intake.IntakeSettings;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.topic.Topics;

/** Everything the audit indexer can be told. */
public record IndexerSettings(
        KafkaSettings kafka, Topics topics, IntakeSettings intake, IndexSettings index, ChainSettings chain) {

    /**
     * Reads them all.
     *
     * @throws dev.sluice.common.settings.InvalidSettings with every problem there is
     */
    public static IndexerSettings read(SettingsReader settings) {
        var kafka = KafkaSettings.read(settings);
        var read = new IndexerSettings(
                kafka,
                Topics.read(settings, kafka),
                IntakeSettings.read(settings),
                IndexSettings.read(settings),
                ChainSettings.read(settings));
        settings.finish();
        return read;
    }
}
