package dev.sluice.worker.quota;

import dev.sluice.common.call.Incarnation;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import dev.sluice.common.topic.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints how the quota of each connection stands, as the ledger last told it. */
@Command(
        name = "quota",
        mixinStandardHelpOptions = true,
        description = "Prints for each connection and API what is used and left, who waits, and who holds leases.")
public final class QuotaCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int BAD_SETTINGS = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        try {
            // A worker's own file serves: what is not about Kafka is not looked at.
            var settings = options.reader();
            var kafka = KafkaSettings.read(settings);
            var topic = Topics.read(settings, kafka).quotaState();
            settings.refuseProblems();
            try (var consumer = new KafkaClients(kafka).committedReader(Incarnation.of("quota"))) {
                print(latest(consumer, topic, err), out);
            }
            return 0;
        } catch (InvalidSettings e) {
            err.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }

    private static Collection<QuotaState> latest(
            Consumer<byte[], byte[]> consumer, Topic<String, QuotaState> topic, PrintWriter err) {
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var states = new TreeMap<String, QuotaState>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(POLL)) {
                try {
                    var state = topic.value(record);
                    states.put(state.connection(), state);
                } catch (MalformedJson e) {
                    err.println("a state that cannot be read is passed over: " + e.getMessage());
                }
            }
        }
        return states.values();
    }

    private static void print(Collection<QuotaState> states, PrintWriter out) {
        if (states.isEmpty()) {
            out.println("The ledger has told of no connection yet: no worker has asked for quota.");
        }
        for (var state : states) {
            out.println(state.connection() + ", as of " + state.at()
                    + (state.owner() == null ? "" : ", kept by " + state.owner()));
            rows(
                    out,
                    Stream.concat(
                            Stream.of(List.of("limit", "allowed", "for others", "used", "remaining", "more at")),
                            state.limits().stream().map(QuotaCommand::row)));
            for (var queue : state.queues()) {
                out.println("  " + queue.api() + ": " + breaker(queue));
                for (var line : queue.backlog()) {
                    out.printf(
                            Locale.ROOT,
                            "    %s (%s): %,d waiting, the next for about %.1f s, the last for about %.1f s%n",
                            line.agent(),
                            line.lane().name().toLowerCase(Locale.ROOT),
                            line.waiting(),
                            Objects.requireNonNullElse(line.nextMillis(), 0L) / 1000.0,
                            line.etaMillis() / 1000.0);
                }
            }
            var saved = state.saved();
            if (saved != null) {
                out.printf(
                        Locale.ROOT,
                        "  %,d calls answered without asking Zoho since %s, which saved %,d requests%n",
                        saved.calls(),
                        saved.since().truncatedTo(ChronoUnit.SECONDS),
                        saved.requests());
            }
            state.holders()
                    .forEach(holder -> out.printf(
                            Locale.ROOT, "  %s holds %,d of %s%n", holder.worker(), holder.permits(), holder.charge()));
        }
        out.flush();
    }

    private static String breaker(QuotaState.Queue queue) {
        var until = queue.until() == null ? "" : " until " + queue.until();
        return switch (queue.breaker()) {
            case "closed" -> until.isEmpty() ? "open for requests" : "used up" + until;
            case "open" -> "stopped by Zoho" + until;
            case "half_open" -> "one request is let through to see whether Zoho answers again";
            default -> "on the way back to the full limit";
        };
    }

    private static List<String> row(QuotaState.Limit limit) {
        Instant freeAt = limit.freeAt();
        return List.of(
                limit.key(),
                number(limit.limit()),
                number(limit.withheld()),
                number(limit.used()),
                number(limit.remaining()),
                freeAt == null ? "" : freeAt.toString());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static void rows(PrintWriter out, Stream<List<String>> rows) {
        rows.forEach(row -> out.printf(
                Locale.ROOT,
                "  %-24s %15s %12s %12s %15s  %s%n",
                row.get(0),
                row.get(1),
                row.get(2),
                row.get(3),
                row.get(4),
                row.get(5)));
    }
}
