package dev.sluice.sandbox.quota;

import dev.sluice.sandbox.quota.SimulationPlan.Kind;
import dev.sluice.sandbox.quota.SimulationPlan.Mutation;
import dev.sluice.sandbox.quota.SimulationPlan.Others;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
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

    @Option(
            names = "--elsewhere",
            defaultValue = "0.48",
            description = "what share of the quota others spend, in half hours of their own; 0 leaves these out"
                    + " (default ${DEFAULT-VALUE})")
    private double elsewhere;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        boolean kept = true;
        for (int most : mosts) {
            for (long latency : new long[] {430, 1000}) {
                for (var kind : Kind.values()) {
                    kept &= run(most, Duration.ofMillis(latency), kind);
                }
            }
            if (elsewhere > 0) {
                for (boolean even : new boolean[] {true, false}) {
                    for (boolean locks : new boolean[] {true, false}) {
                        kept &= runBesideOthers(most, even, locks);
                    }
                }
            }
        }
        return kept ? 0 : 1;
    }

    private boolean run(int most, Duration latency, Kind kind) throws InterruptedException, ExecutionException {
        var total = new Total();
        int count = kind == Kind.HOSTILE ? seeds : Math.max(1, seeds / 10);
        for (var outcome : outcomes(count, seed -> plan(seed, most, latency, Duration.ofMinutes(minutes), kind))) {
            total.add(outcome);
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

    private boolean runBesideOthers(int most, boolean even, boolean locks)
            throws InterruptedException, ExecutionException {
        int count = Math.max(1, seeds / 10);
        var others = new Others(elsewhere * most / 60, even, locks, Duration.ofMinutes(3));
        var results = outcomes(
                        count,
                        seed -> plan(seed, most, Duration.ofMillis(430), Duration.ofMinutes(33), Kind.CALM)
                                .beside(others))
                .stream()
                .map(outcome -> Objects.requireNonNull(outcome.result().shared()))
                .toList();
        var throttled = results.stream().mapToDouble(SharedResult::throttled).summaryStatistics();
        var used = results.stream().mapToDouble(result -> result.used(4)).summaryStatistics();
        System.out.printf(
                Locale.ROOT,
                "%4d a minute, others spend %.0f %% of it %s and %s, seeds %d to %d: refused %.2f %% on average,"
                        + " %.2f %% at most; of the rest used %.1f %% on average, %.1f %% at least%n",
                most,
                100 * elsewhere,
                even ? "evenly" : "at random",
                locks ? "Zoho locks for a minute" : "Zoho does not lock",
                first,
                first + count - 1,
                100 * throttled.getAverage(),
                100 * throttled.getMax(),
                100 * used.getAverage(),
                100 * used.getMin());
        return throttled.getAverage() < 0.01;
    }

    private static SimulationPlan plan(long seed, int most, Duration latency, Duration length, Kind kind) {
        return new SimulationPlan(
                seed, most, Duration.ofMinutes(1), 2 + (int) (seed % 7), latency, length, kind, Mutation.NONE);
    }

    /** Runs so many worlds, as many at once as there are processors. */
    private List<Outcome> outcomes(int count, LongFunction<SimulationPlan> plan)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var running = executor.invokeAll(LongStream.range(first, first + count)
                    .<Callable<Outcome>>mapToObj(seed -> () -> new Outcome(seed, Simulation.run(plan.apply(seed))))
                    .toList());
            var outcomes = new ArrayList<Outcome>();
            for (Future<Outcome> outcome : running) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        }
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
