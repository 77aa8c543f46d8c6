package dev.sluice.auditindexer;

import dev.sluice.auditindexer.chain.ChainSettings;
import dev.sluice.auditindexer.chain.Proofs;
import dev.sluice.auditindexer.chain.Report;
import dev.sluice.auditindexer.index.AuditStore;
import dev.sluice.auditindexer.index.IndexSettings;
import dev.sluice.auditindexer.index.IndexUnusable;
import dev.sluice.auditindexer.intake.RetainedEvents;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import dev.sluice.common.topic.Topics;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether the index holds exactly what was sealed, and names every event for which it does not. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the index with the signed checkpoints and with the events still on their topic.",
            "Ends with 0 when all is as it was sealed, with 3 when anything is not; such events are named."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int BAD_SETTINGS = 2;
    private static final int NOT_WHOLE = 3;
    private static final int MOST_OF_A_KIND = 20;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--from", paramLabel = "TIME", description = "of events from this instant or day (UTC) on")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "and before this one")
    private @Nullable String to;

    @Option(
            names = "--whole-topic",
            description = "compare with every event that is still on the topic, not only those not yet sealed")
    private boolean wholeTopic;

    @Option(names = "--all", description = "name every event, however many there are")
    private boolean all;

    @Override
    public Integer call() {
        try {
            var settings = options.reader();
            var kafka = KafkaSettings.read(settings);
            var topics = Topics.read(settings, kafka);
            var index = IndexSettings.read(settings);
            var keys = ChainSettings.readPublicKeys(settings);
            if (keys.isEmpty()) {
                settings.problem("chain.public-keys is missing: the files, FILE.pub, of every key that signed"
                        + " checkpoints, with commas between");
            }
            var begin = time(from, Instant.EPOCH);
            var end = time(to, Instant.now());
            settings.finish();
            var clients = new KafkaClients(kafka);
            try (var store = AuditStore.open(index)) {
                var begun = System.nanoTime();
                var report = Proofs.verifier(
                                keys,
                                clients,
                                topics,
                                store.documents(),
                                new RetainedEvents(topics.audit(), () -> clients.reader("audit-verify-events")))
                        .verify(begin, end, wholeTopic);
                tell(report, Duration.ofNanos(System.nanoTime() - begun), all ? Integer.MAX_VALUE : MOST_OF_A_KIND);
                return report.isWhole() ? 0 : NOT_WHOLE;
            }
        } catch (InvalidSettings | IndexUnusable | UncheckedIOException e) {
            System.err.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }

    private static void tell(Report report, Duration took, int mostOfEachKind) {
        report.lines(mostOfEachKind).forEach(System.out::println);
        System.out.printf(
                "%s: %,d sealed events, %,d checkpoints, %,d dead letters, %,d not yet sealed, %,d findings, in %.1f s%n",
                report.isWhole() ? "WHOLE" : "NOT WHOLE",
                report.events(),
                report.checkpoints(),
                report.deadLetters(),
                report.awaitingSeal(),
                report.findings().size(),
                took.toMillis() / 1000.0);
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException _) {
            throw new InvalidSettings(
                    List.of("'" + text + "' is no time, expected 2026-11-24 or 2026-11-24T18:00:00Z"));
        }
    }
}
