package dev.sluice.auditindexer;

import dev.sluice.auditindexer.deadletter.DeadLetterReplay;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import dev.sluice.common.topic.Topics;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives the dead letters of the audit trail back to it, once what made them dead is put right. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Gives audit events that became dead letters back to the indexer, each once.")
final class ReplayCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BAD_SETTINGS = 2;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--list", description = "only show them")
    private boolean list;

    @Override
    public Integer call() {
        try {
            var settings = options.reader();
            var kafka = KafkaSettings.read(settings);
            var topic = Topics.read(settings, kafka).auditDeadLetters();
            settings.finish();
            var client = Incarnation.of("audit-replay");
            var clients = new KafkaClients(kafka);
            try (var replay = new DeadLetterReplay(
                    clients.groupMember("audit-replay", client),
                    new Publisher(clients.producer(client, PATIENCE)),
                    topic.name(),
                    topic.partitions())) {
                if (list) {
                    replay.list(System.out::println);
                } else {
                    System.out.println(replay.replay(System.out::println) + " given back");
                }
            }
            return 0;
        } catch (InvalidSettings e) {
            System.err.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }
}
