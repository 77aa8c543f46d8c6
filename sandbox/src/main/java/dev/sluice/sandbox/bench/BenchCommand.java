package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.print.Table;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures distinct reads through the whole pipeline, and the same asked of the Zoho double without it. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures what the way through Sluice costs: one and many callers, Zoho at once and after 50 ms.")
public final class BenchCommand implements Callable<Integer> {
    private static final int SLICE = 10;
    private static final int MANY = 64;
    private static final int FEW = 4;
    private static final Duration ZOHO_SLOW = Duration.ofMillis(50);

    @Option(
            names = "--warm-up",
            defaultValue = "30",
            description = "seconds under load first (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "seconds for each figure (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--runs", defaultValue = "3", description = "how often each is measured; medians are told")
    private int runs;

    @Option(names = "--workers", defaultValue = "1", description = "how many workers (default ${DEFAULT-VALUE})")
    private int workers;

    @Option(names = "--in-process", description = "gateway and worker inside one process")
    private boolean inProcess;

    @Override
    public Integer call() throws Exception {
        // There are fewer questions than calls: kept answers would make the figures those of the cache.
        var options = SandboxOptions.onFreePorts().workers(workers).set("worker.cache.max-answers=0");
        if (inProcess) {
            options.inProcess();
        }
        long begun = System.nanoTime();
        try (var sandbox = Sandbox.start(options);
                var pipeline = new PipelineCalls(sandbox);
                var kafka = new KafkaCalls(sandbox);
                var direct = new DirectCalls(sandbox)) {
            System.out.printf(
                    Locale.ROOT,
                    "ready after %.1f s; warming up for %d s%n",
                    (System.nanoTime() - begun) / 1e9,
                    warmUp);
            // These first: what they leave to be compiled would slow down whatever is measured next.
            Load.run(kafka, MANY, Duration.ofSeconds(Math.min(warmUp, 10)));
            Load.run(direct, MANY, Duration.ofSeconds(Math.min(warmUp, 5)));
            warmUp(pipeline);

            var table = new Table(
                    "what", "callers", "Zoho", "calls/s", "p50", "p95", "p99", "errors", "CPU ms/1,000 calls");
            long errors = measure(table, sandbox, "through Sluice", pipeline, 1, Duration.ZERO);
            errors += measure(table, sandbox, "through Sluice", pipeline, MANY, Duration.ZERO);
            errors += measure(table, sandbox, "through Sluice", pipeline, 1, ZOHO_SLOW);
            errors += measure(table, sandbox, "through Sluice", pipeline, MANY, ZOHO_SLOW);
            errors += measure(table, sandbox, "through Sluice", pipeline, 256, ZOHO_SLOW);
            errors += measure(table, sandbox, "Kafka alone", kafka, 1, Duration.ZERO);
            errors += measure(table, sandbox, "Kafka alone", kafka, MANY, Duration.ZERO);
            errors += measure(table, sandbox, "straight at Zoho", direct, 1, Duration.ZERO);
            errors += measure(table, sandbox, "straight at Zoho", direct, MANY, Duration.ZERO);
            errors += measure(table, sandbox, "straight at Zoho", direct, MANY, ZOHO_SLOW);
            System.out.println();
            table.print(System.out);
            System.out.printf("%nmedians of %d runs of %d s each; %d processors%n", runs, seconds, cores());
            return errors == 0 ? 0 : 1;
        }
    }

    /**
     * Under load, in slices whose speed is told: figures are worth something only once it no longer grows. Many callers
     * take turns with few, whose records go to Kafka one by one: many send theirs together, and what is asked of the
     * broker then is too little to warm it.
     */
    private void warmUp(Calls pipeline) throws InterruptedException {
        int callers = MANY;
        for (int left = warmUp; left > 0; left -= SLICE) {
            var length = Duration.ofSeconds(Math.min(SLICE, left));
            System.out.printf(
                    Locale.ROOT,
                    "  %d callers %,.0f calls/s",
                    callers,
                    Load.run(pipeline, callers, length).calls() / (double) length.toSeconds());
            callers = callers == MANY ? FEW : MANY;
        }
        System.out.println();
    }

    private long measure(Table table, Sandbox sandbox, String what, Calls calls, int callers, Duration latency)
            throws InterruptedException {
        sandbox.zoho().faults().latency(latency);
        var figures = new TreeSet<Figures>();
        for (int run = 0; run < runs; run++) {
            figures.add(Figures.of(sandbox, run, () -> Load.run(calls, callers, Duration.ofSeconds(seconds))));
        }
        var median = median(figures);
        table.row(
                what,
                String.valueOf(callers),
                latency.toMillis() + " ms",
                String.format(Locale.ROOT, "%,.0f", median.callsPerSecond()),
                millis(median.result().micros(50)),
                millis(median.result().micros(95)),
                millis(median.result().micros(99)),
                String.valueOf(figures.stream()
                        .mapToLong(figure -> figure.result().errors())
                        .sum()),
                median.cpuPerThousand().entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %.0f", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", ")));
        figures.stream()
                .map(Figures::result)
                .flatMap(result -> result.firstError().stream())
                .findFirst()
                .ifPresent(error -> System.out.println("an error: " + error));
        return figures.stream().mapToLong(figure -> figure.result().errors()).sum();
    }

    private static Figures median(Set<Figures> figures) {
        return figures.stream().skip(figures.size() / 2).findFirst().orElseThrow();
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.2f ms", micros / 1000.0);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
