package dev.sluice.auditindexer;

import dev.sluice.auditindexer.intake.AuditReader;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.json.Json;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import dev.sluice.common.topic.Topics;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints audit events as they are told, one JSON object a line, until it is interrupted. */
@Command(name = "tail", mixinStandardHelpOptions = true, description = "Prints audit events, one JSON object a line.")
final class TailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int BAD_SETTINGS = 2;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--from-beginning", description = "start with the oldest event that is still kept")
    private boolean fromBeginning;

    @Override
    public Integer call() {
        try {
            var settings = options.reader();
            var kafka = KafkaSettings.read(settings);
            var topic = Topics.read(settings, kafka).audit();
            settings.finish();
            var consumer = new KafkaClients(kafka).reader(Incarnation.of("audit-tail"));
            try (var reader = fromBeginning
                    ? AuditReader.fromTheBeginning(consumer, topic)
                    : AuditReader.fromNow(consumer, topic)) {
                while (!Thread.interrupted()) {
                    reader.poll(POLL, record -> System.out.println(Json.text(record)));
                }
                return 0;
            }
        } catch (InvalidSettings e) {
            System.err.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }
}
