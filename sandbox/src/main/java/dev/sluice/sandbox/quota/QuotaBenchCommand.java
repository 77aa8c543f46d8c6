package dev.sluice.sandbox.quota;

import dev.sluice.sandbox.print.Table;
import dev.sluice.sandbox.stack.ChildProcess;
import dev.sluice.sandbox.stack.Part;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts many agents on a small quota that the Zoho double enforces, kills workers meanwhile, and tells what came of it. */
@Command(
        name = "quota-bench",
        mixinStandardHelpOptions = true,
        description = "Saturates a quota that the Zoho double enforces, with workers killed meanwhile.")
public final class QuotaBenchCommand implements Callable<Integer> {
    private static final String BOOKS = "/books/v3/";
    private static final int REFUSED = 429;

    /** Each has more calls waiting than its share allows. */
    private static final List<Bidder> BIDDERS = List.of(
            new Bidder("bench-light", "interactive", 1),
            new Bidder("bench-heavy", "interactive", 2),
            new Bidder("bench-even", "interactive", 1));

    private static final String QUIET = "bench-quiet";

    @Option(
            names = "--workers",
            split = ",",
            defaultValue = "2,4,8",
            description = "how many workers, one run for each (default ${DEFAULT-VALUE})")
    private List<Integer> workers = List.of();

    @Option(names = "--most", defaultValue = "100", description = "requests a window (default ${DEFAULT-VALUE})")
    private int most;

    @Option(
            names = "--window",
            defaultValue = "6",
            description = "length of the window in seconds (default ${DEFAULT-VALUE})")
    private int window;

    @Option(names = "--seconds", defaultValue = "120", description = "length of a run (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--kill-every",
            defaultValue = "60",
            description = "seconds between two kills of a worker, 0 for none (default ${DEFAULT-VALUE})")
    private int killEvery;

    @Option(
            names = "--elsewhere",
            defaultValue = "0",
            description = "requests a second that others spend of the same quota (default ${DEFAULT-VALUE})")
    private double elsewhere;

    @Option(
            names = "--noisy",
            defaultValue = "0",
            description = "calls that one agent has waiting at the end of each run, while a quiet one is measured"
                    + " (default ${DEFAULT-VALUE})")
    private int noisy;

    @Option(
            names = "--callers",
            defaultValue = "40",
            description =
                    "callers of an agent of weight 1, of one of weight 2 twice as many; with a window of a minute no"
                            + " more than 20, or calls come close to their deadline (default ${DEFAULT-VALUE})")
    private int callersEach;

    private record Bidder(String agent, String lane, int weight) {}

    @Override
    public Integer call() throws Exception {
        var table = new Table(
                "workers",
                "requests",
                "throttled at first, then",
                "used",
                "failed calls",
                "light : heavy : even",
                "quiet p50",
                "quiet p99",
                "kills (of the owner)",
                "longest pause");
        boolean good = true;
        for (int count : workers) {
            good &= run(count, table);
        }
        System.out.println();
        table.print(System.out);
        System.out.printf(
                Locale.ROOT,
                "%n%d requests in any %d s; %d s a run; the weights are 1 : 2 : 1; others spend %.1f a second%n",
                most,
                window,
                seconds,
                elsewhere);
        return good ? 0 : 1;
    }

    private boolean run(int count, Table table) throws Exception {
        var options = SandboxOptions.onFreePorts()
                .workers(count)
                .zohoLatency(Duration.ofMillis(40))
                .agent(QUIET, "interactive", 1)
                .agent("bench-noisy", "interactive", 1)
                .set("worker.quota.main.books.minute=" + most + " per " + window + "s")
                .set("worker.intake.max-in-flight=20000");
        BIDDERS.forEach(bidder -> options.agent(bidder.agent(), bidder.lane(), bidder.weight()));
        try (var sandbox = Sandbox.start(options);
                var callers = new BenchCallers(sandbox)) {
            sandbox.zoho()
                    .limits()
                    .change(
                            LimitName.BOOKS_MINUTE,
                            // Zoho names the time of its block. Without one, the worker would take its refusal for
                            // one of a minute, however short the window of the bench is.
                            LimitChange.sliding(
                                    (long) most, Duration.ofSeconds(window), Duration.ofSeconds(window), elsewhere));
            for (var bidder : BIDDERS) {
                callers.start(bidder.agent(), callersEach * bidder.weight(), Duration.ZERO);
            }
            // Less than its share, whatever the window.
            callers.start(QUIET, 1, Duration.ofSeconds(window).dividedBy(12));
            // What the workers learn about the organisation is not measured, nor the windows in which what was all free
            // at first is spread.
            callers.clearAfter(Duration.ofSeconds(2L * window + 5));
            long throttledAtFirst = throttled(sandbox);
            sandbox.zoho().requests().clear();
            var begun = Instant.now();
            var kills = new Kills();
            var end = begun.plusSeconds(seconds);
            while (Instant.now().isBefore(end)) {
                long pause = killEvery == 0 ? seconds : Math.min(killEvery, seconds);
                TimeUnit.SECONDS.sleep(Math.max(
                        1, Math.min(pause, Duration.between(Instant.now(), end).toSeconds())));
                if (killEvery > 0 && Instant.now().plusSeconds(5).isBefore(end)) {
                    kills.next(sandbox);
                }
            }
            var figures = callers.figures();
            var arrivals = arrivals(sandbox, begun);
            long throttled = throttled(sandbox);
            double used = used(arrivals);
            var quiet = noisy > 0 ? besideTheNoisyOne(callers) : figures.quiet();
            callers.stop();
            table.row(
                    String.valueOf(count),
                    String.valueOf(arrivals.size()),
                    throttledAtFirst + ", " + throttled,
                    String.format(Locale.ROOT, "%.2f %%", 100 * used),
                    String.valueOf(figures.failed()),
                    BIDDERS.stream()
                            .map(bidder -> String.valueOf(figures.answered(bidder.agent())))
                            .reduce((one, other) -> one + " : " + other)
                            .orElse(""),
                    quiet.millis(50),
                    quiet.millis(99),
                    kills.count + " (" + kills.ofTheOwner + ")",
                    String.format(Locale.ROOT, "%.1f s", longestPause(arrivals)));
            figures.firstFailure().ifPresent(failure -> System.out.println("a failure: " + failure));
            return (elsewhere == 0 ? throttledAtFirst + throttled == 0 : 100 * throttled < arrivals.size())
                    && figures.failed() == 0;
        }
    }

    private static long throttled(Sandbox sandbox) {
        return sandbox.zoho()
                .requests()
                .count(request -> request.path().startsWith(BOOKS) && request.status() == REFUSED);
    }

    private BenchCallers.Waits besideTheNoisyOne(BenchCallers callers) throws InterruptedException {
        callers.start("bench-noisy", noisy, Duration.ZERO);
        callers.clearAfter(Duration.ofSeconds(30));
        TimeUnit.SECONDS.sleep(30);
        return callers.figures().quiet();
    }

    /** When requests arrived that the double admitted. */
    private static List<Instant> arrivals(Sandbox sandbox, Instant since) {
        return sandbox
                .zoho()
                .requests()
                .list(request -> request.path().startsWith(BOOKS)
                        && request.status() != REFUSED
                        && !request.at().isBefore(since))
                .stream()
                .map(request -> request.at())
                .sorted()
                .toList();
    }

    /** A window by how long it took, on average, to use it once: what others used is theirs. */
    private double used(List<Instant> arrivals) {
        double ours = most - elsewhere * window;
        int each = (int) Math.max(1, Math.round(ours));
        var spans = new ArrayList<Double>();
        for (int i = each; i < arrivals.size(); i++) {
            spans.add(Duration.between(arrivals.get(i - each), arrivals.get(i)).toNanos() / 1e9);
        }
        double mean = spans.stream().mapToDouble(Double::doubleValue).average().orElse(Double.MAX_VALUE);
        return window / mean;
    }

    /** The longest time in which nothing was asked, in seconds: after a kill, until somebody takes over. */
    private static double longestPause(List<Instant> arrivals) {
        double longest = 0;
        for (int i = 1; i < arrivals.size(); i++) {
            longest = Math.max(
                    longest,
                    Duration.between(arrivals.get(i - 1), arrivals.get(i)).toNanos() / 1e9);
        }
        return longest;
    }

    /** Kills the worker that keeps the ledger, then one that does not, in turn; each is replaced. */
    private static final class Kills {
        private int count;
        private int ofTheOwner;

        void next(Sandbox sandbox) throws IOException, InterruptedException {
            var owner = ToldLedger.owner(sandbox);
            var living = sandbox.parts().stream()
                    .filter(part -> part.name().startsWith("worker"))
                    .filter(part -> part instanceof ChildProcess process && process.isAlive())
                    .toList();
            boolean ownerNext = count % 2 == 0;
            var victim = living.stream()
                    .filter(part -> owner.map(name -> said(part, name)).orElse(false) == ownerNext)
                    .findFirst()
                    .orElse(living.getFirst());
            if (victim instanceof ChildProcess process) {
                ofTheOwner += owner.map(name -> said(victim, name)).orElse(false) ? 1 : 0;
                count++;
                process.kill();
                sandbox.addWorker();
            }
        }

        private static boolean said(Part part, String incarnation) {
            return part instanceof ChildProcess process && process.hasSaid(incarnation);
        }
    }
}
