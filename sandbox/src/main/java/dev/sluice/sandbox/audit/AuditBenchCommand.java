package dev.sluice.sandbox.audit;

import dev.sluice.common.kafka.Publisher;
import dev.sluice.indexnode.IndexNode;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast events get into the index, how surely, how soon they are found, and how long proof takes. */
@Command(
        name = "audit-bench",
        mixinStandardHelpOptions = true,
        description = {
            "Has synthetic audit events indexed, kills indexers on the way if told to, and verifies the whole.",
            "With --starved, OpenSearch has one write thread and a queue of one."
        })
public final class AuditBenchCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long HIGHEST_MILLIS = 60_000;
    private static final int SAMPLES_A_SECOND = 5;

    @Option(names = "--events", defaultValue = "300000", description = "how many (default ${DEFAULT-VALUE})")
    private int events;

    @Option(names = "--kills", defaultValue = "0", description = "how often an indexer is killed with -9 on the way")
    private int kills;

    @Option(names = "--starved", description = "OpenSearch refuses most of what it is sent at once")
    private boolean starved;

    @Option(
            names = "--lag-seconds",
            defaultValue = "20",
            description =
                    "for how long it is measured how soon events are found, under --rate events/s; 0 leaves it out")
    private int lagSeconds;

    @Option(names = "--rate", defaultValue = "1000", description = "events/s meanwhile: two a call")
    private int rate;

    @Override
    public Integer call() throws Exception {
        var options = SandboxOptions.onFreePorts().workers(0).withIndex(IndexNode.Tuning.FAST);
        if (starved) {
            options.set("opensearch.thread_pool.write.size=1")
                    .set("opensearch.thread_pool.write.queue_size=1")
                    .set("opensearch.indexing_pressure.memory.limit=3mb");
        }
        try (var sandbox = Sandbox.start(options);
                var desk = new AuditDesk(sandbox)) {
            var took = new IndexingRun(sandbox, desk).run(events, kills);
            System.out.printf(
                    Locale.ROOT,
                    "%,d events, %d kills%s: exactly one document each, %,.0f events/s (%.1f s)%n",
                    events,
                    kills,
                    starved ? ", OpenSearch starved" : "",
                    events / (took.toMillis() / 1000.0),
                    took.toMillis() / 1000.0);
            sandbox.parts()
                    .forEach(part -> System.out.printf(
                            Locale.ROOT,
                            "  %s: %.1f s of CPU%n",
                            part.name(),
                            part.cpu().toMillis() / 1000.0));
            if (lagSeconds > 0) {
                lag(sandbox, desk);
            }
            return desk.verify();
        }
    }

    private void lag(Sandbox sandbox, AuditDesk desk) throws InterruptedException {
        var lags = new Histogram(HIGHEST_MILLIS, 3);
        try (var publisher = new Publisher(sandbox.kafkaClients().producer("synthetic-lag", PATIENCE))) {
            var synthetic = new SyntheticEvents(publisher, sandbox.topics());
            long slice = TimeUnit.SECONDS.toNanos(1) / SAMPLES_A_SECOND;
            for (int sample = 0; sample < lagSeconds * SAMPLES_A_SECOND; sample++) {
                long begun = System.nanoTime();
                synthetic.publish(rate / SAMPLES_A_SECOND);
                var one = synthetic.publishOne();
                var query = "{\"ids\":{\"values\":[\"" + one.id() + "\"]}}";
                while (desk.count(query) == 0) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                lags.recordValue(Duration.between(one.at(), Instant.now()).toMillis());
                long left = slice - (System.nanoTime() - begun);
                if (left > 0) {
                    TimeUnit.NANOSECONDS.sleep(left);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "from event to found, beside up to %,d events/s: p50 %,d ms, p99 %,d ms, longest %,d ms%n",
                rate,
                lags.getValueAtPercentile(50),
                lags.getValueAtPercentile(99),
                lags.getMaxValue());
    }
}
