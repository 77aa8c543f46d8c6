package dev.sluice.sandbox.quota;

import dev.sluice.sandbox.quota.SimulationPlan.Kind;
import dev.sluice.sandbox.quota.SimulationPlan.Mutation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates many hostile worlds and tells whether the quota was ever exceeded, and how much of it was used. */
@Command(
        name = "quota-simulation",
        mixinStandardHelpOptions = true,
        description = "Proves the quota ledger against an exact limiter in simulated worlds, each made up from a seed.")
public final class QuotaSimulationCommand implements Callable<Integer> {
    @Option(names = "--seeds", defaultValue = "200", description = "how many worlds (default ${DEFAULT-VALUE})")
    private int seeds;

    @Option(names = "--seed", defaultValue = "1", description = "the first seed (default ${DEFAULT-VALUE})")
    private long first;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "simulated length of each (default ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--most",
            split = ",",
            defaultValue = "100,1000",
            description = "requests a minute (default ${DEFAULT-VALUE})")
    private List<Integer> mosts = List.of();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        boolean kept = true;
        for (int most : mosts) {
            for (long latency : new long[] {430, 1000}) {
                for (var kind : Kind.values()) {
                    kept &= run(most, Duration.ofMillis(latency), kind);
                }
            }
        }
        return kept ? 0 : 1;
    }

    private boolean run(int most, Duration latency, Kind kind) throws InterruptedException, ExecutionException {
        var total = new Total();
        int count = kind == Kind.HOSTILE ? seeds : Math.max(1, seeds / 10);
        try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var results = executor.invokeAll(LongStream.range(first, first + count)
                    .mapToObj(seed -> new SimulationPlan(
                            seed,
                            most,
                            Duration.ofMinutes(1),
                            2 + (int) (seed % 7),
                            latency,
                            Duration.ofMinutes(minutes),
                            kind,
                            Mutation.NONE,
                            null))
                    .<Callable<Outcome>>map(plan -> () -> new Outcome(plan.seed(), Simulation.run(plan)))
                    .toList());
            for (Future<Outcome> result : results) {
                total.add(result.get());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%4d a minute, latency %4d ms, %-8s seeds %d to %d: %,d requests, %d over, used %.2f %% on average,"
                        + " %.2f %% at least, nothing for %.1f s at most%n",
                most,
                latency.toMillis(),
                kind.name().toLowerCase(Locale.ROOT),
                first,
                first + count - 1,
                total.admitted,
                total.over,
                100 * total.used / count,
                100 * total.least,
                total.longestPause / 1e9);
        return total.over == 0;
    }

    private record Outcome(long seed, SimulationResult result) {}

    private static final class Total {
        private long admitted;
        private long over;
        private double used;
        private double least = 1;
        private long longestPause;

        void add(Outcome outcome) {
            var result = outcome.result();
            admitted += result.admitted();
            over += result.over() + result.overFixed() + result.overConcurrent();
            used += result.used();
            least = Math.min(least, result.used());
            longestPause = Math.max(longestPause, result.longestPause());
            if (!result.kept()) {
                System.out.println("exceeded in the world of seed " + outcome.seed() + ": " + result);
            }
        }
    }
}
