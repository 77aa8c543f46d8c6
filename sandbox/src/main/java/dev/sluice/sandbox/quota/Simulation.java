package dev.sluice.sandbox.quota;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.sandbox.quota.SimulationPlan.Kind;
import dev.sluice.sandbox.quota.SimulationPlan.Mutation;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.quota.LeaseBook;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import dev.sluice.worker.quota.TakenPermit;
import dev.sluice.worker.quota.Waiter;
import dev.sluice.worker.quota.ledger.LedgerRules;
import dev.sluice.worker.quota.ledger.LedgerState;
import dev.sluice.worker.quota.ledger.QuotaLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The real ledger and the real books of the workers, in a world made up from a seed: time is simulated, every process
 * has a clock of its own, and requests reach the server at any moment between their sending and their end.
 */
final class Simulation {
    private static final long MILLI = 1_000_000L;
    private static final long LONGEST_REQUEST = 10_000 * MILLI;
    private static final long COMMIT = 20 * MILLI;
    private static final long TICK = 20 * MILLI;
    private static final long TOLD_EVERY = 250 * MILLI;
    private static final long TAKING_OVER = 3000 * MILLI;

    private final SimulationPlan plan;
    private final Random random;
    private final Timeline timeline = new Timeline();
    private final SimulatedZoho zoho;
    private final QuotaLedger ledger;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<QuotaReport> uncommittedReports = new ArrayList<>();
    private final List<QuotaLease> uncommittedLeases = new ArrayList<>();
    private LedgerHost host;
    private LedgerState committed;
    private LedgerState state;
    private boolean ledgerUp = true;
    private int incarnations;

    /** A process with a clock: how far it is off, and how fast it runs. */
    private record LedgerHost(String name, long offset, double rate) {
        Instant clock(long at) {
            return Instant.ofEpochMilli((long) (offset + at * rate) / MILLI);
        }
    }

    private Simulation(SimulationPlan plan) {
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.zoho = new SimulatedZoho(plan, random, timeline);
        var limits = Map.<String, Limit>of(
                "books.minute", new Limit.Windowed(plan.most(), plan.window()),
                "books.day", new Limit.Windowed(10_000_000, Duration.ofDays(1)),
                "books.concurrent", new Limit.Concurrent(SimulatedZoho.AT_ONCE));
        this.ledger = new QuotaLedger("main", new QuotaPlan(limits, 0), LedgerRules.STANDARD);
        this.host = newHost();
        this.committed = LedgerState.empty(host.name(), host.clock(0));
        this.state = committed;
    }

    static SimulationResult run(SimulationPlan plan) {
        return new Simulation(plan).run();
    }

    private SimulationResult run() {
        for (int i = 0; i < plan.workers(); i++) {
            var worker = new SimulatedWorker(i);
            workers.add(worker);
            timeline.at(random.nextLong(1000 * MILLI), worker::start);
        }
        timeline.at(TICK, this::tick);
        timeline.at(COMMIT, this::commit);
        timeline.at(COMMIT, this::tell);
        if (plan.kind() == Kind.RESTLESS) {
            timeline.later(minutes(0.5 + random.nextDouble()), this::ledgerFails);
        }
        if (plan.kind() == Kind.KILLED) {
            timeline.later(minutes(0.5 + random.nextDouble()), () -> kill(0));
        }
        if (plan.kind() == Kind.HOSTILE) {
            timeline.later(minutes(2 + random.nextDouble() * 4), this::ledgerFails);
            workers.forEach(worker -> timeline.later(minutes(1 + random.nextDouble() * 8), worker::die));
            workers.forEach(worker -> timeline.later(minutes(1 + random.nextDouble() * 8), worker::pause));
        }
        zoho.start();
        timeline.runUntil(plan.length().toNanos());
        return zoho.result();
    }

    private void heard(QuotaReport report) {
        if (!ledgerUp) {
            timeline.later(50 * MILLI, () -> heard(report));
            return;
        }
        var step = ledger.heard(state, mutated(report), host.clock(timeline.now()));
        state = step.state();
        uncommittedReports.add(report);
        uncommittedLeases.addAll(step.leases());
    }

    private QuotaReport mutated(QuotaReport report) {
        if (plan.mutation() != Mutation.LOOKS_BACK_TOO_FAR) {
            return report;
        }
        var older = report.told().stream()
                .map(word -> new QuotaReport.Told(word.owner(), word.at(), word.agoMillis() + 30_000))
                .toList();
        return report.withHeard(report.latestLease(), older);
    }

    private void tick() {
        timeline.later(TICK, this::tick);
        if (ledgerUp && state.due(host.clock(timeline.now()))) {
            var step = ledger.elapsed(state, host.clock(timeline.now()));
            state = step.state();
            uncommittedLeases.addAll(step.leases());
        }
    }

    /** State and leases become real together, or not at all. */
    private void commit() {
        timeline.later(COMMIT, this::commit);
        if (!ledgerUp) {
            return;
        }
        committed = state;
        uncommittedReports.clear();
        for (var lease : uncommittedLeases) {
            travel(() -> workers.forEach(worker -> worker.received(lease)));
        }
        uncommittedLeases.clear();
    }

    private void tell() {
        timeline.later(TOLD_EVERY, this::tell);
        if (ledgerUp) {
            var owner = host.name();
            long at = host.clock(timeline.now()).toEpochMilli();
            travel(() -> workers.forEach(worker -> worker.told(owner, at)));
        }
    }

    /** The worker in whose process the ledger is, and then one that has nothing to do with it, in turn. */
    private void kill(int before) {
        if (before % 2 == 0) {
            ledgerStopsFor(TAKING_OVER);
        }
        workers.get(before % workers.size()).dieOnce();
        timeline.later(minutes(1), () -> kill(before + 1));
    }

    /** What was not committed is forgotten, and heard again by whoever takes over, some seconds later. */
    private void ledgerFails() {
        long outage = plan.kind() == Kind.RESTLESS ? (500 + random.nextLong(30_000)) * MILLI : TAKING_OVER;
        ledgerStopsFor(outage);
        timeline.later(
                plan.kind() == Kind.RESTLESS
                        ? outage + minutes(0.2 + random.nextDouble())
                        : minutes(8 + random.nextDouble() * 4),
                this::ledgerFails);
    }

    private void ledgerStopsFor(long outage) {
        ledgerUp = false;
        var again = List.copyOf(uncommittedReports);
        uncommittedReports.clear();
        uncommittedLeases.clear();
        timeline.later(outage, () -> {
            host = newHost();
            state = committed.takenOver(host.name(), host.clock(timeline.now()));
            ledgerUp = true;
            again.forEach(this::heard);
        });
    }

    private LedgerHost newHost() {
        // Hours off, and as fast or slow as clocks that are kept may be.
        return new LedgerHost(
                "host-" + ++incarnations, random.nextLong(7_200_000 * MILLI), 1 + (random.nextDouble() - 0.5) * 4e-4);
    }

    /** A message on its way: mostly quick, now and then late, now and then twice. */
    private void travel(Runnable arrival) {
        timeline.later(delay(), arrival);
        if (rough() && random.nextInt(50) == 0) {
            timeline.later(delay(), arrival);
        }
    }

    private long delay() {
        if (rough() && random.nextInt(100) == 0) {
            return random.nextLong(3000 * MILLI);
        }
        return (2 + random.nextLong(10)) * MILLI;
    }

    private boolean rough() {
        return plan.kind() == Kind.HOSTILE || plan.kind() == Kind.RESTLESS;
    }

    private static long minutes(double count) {
        return (long) (count * 60_000 * MILLI);
    }

    /** A worker whose callers ask again as soon as they have an answer; four fifths of them are at a fifth of the workers. */
    private final class SimulatedWorker {
        private final int number;
        private final Map<Waiter, Claim> waiters = new HashMap<>();
        private LeaseBook book;
        private String name = "";
        private long offset;
        private double rate = 1;
        private boolean paused;

        SimulatedWorker(int number) {
            this.number = number;
            this.book = newBook();
        }

        private LeaseBook newBook() {
            name = "worker-" + number + "-" + ++incarnations;
            offset = random.nextLong(1_000_000_000 * MILLI);
            rate = 1 + (random.nextDouble() - 0.5) * 4e-4;
            return new LeaseBook(name, "main", Duration.ofNanos(LONGEST_REQUEST), clock());
        }

        private long clock() {
            return (long) (offset + timeline.now() * rate);
        }

        void start() {
            int callers = number % 5 == 0 ? plan.most() : Math.max(4, plan.most() / 16);
            for (int i = 0; i < callers; i++) {
                ask(new Claim("agent-" + i % 7, i % 3 == 0 ? Lane.BATCH : Lane.INTERACTIVE, 1 + i % 2), book);
            }
            report(book);
        }

        private void ask(Claim claim, LeaseBook mine) {
            if (mine != book) {
                return;
            }
            var waiter = mine.ask(Charge.BOOKS, claim, clock(), Long.MAX_VALUE);
            waiters.put(waiter, claim);
            granted(waiter, mine);
        }

        private void granted(Waiter waiter, LeaseBook mine) {
            waiter.granted().ifPresent(permit -> {
                var claim = waiters.remove(waiter);
                if (claim == null) {
                    return;
                }
                if (paused) {
                    timeline.later(100 * MILLI, () -> use(permit, claim, mine));
                } else {
                    timeline.later(random.nextLong(2 * MILLI), () -> use(permit, claim, mine));
                }
            });
        }

        private void use(TakenPermit permit, Claim claim, LeaseBook mine) {
            if (mine != book) {
                return;
            }
            if (paused) {
                timeline.later(100 * MILLI, () -> use(permit, claim, mine));
                return;
            }
            if (!mine.spend(permit, clock())) {
                ask(claim, mine);
                return;
            }
            // Between the look at the lease and the first byte a thread may be held up a little.
            long sent = timeline.now() + random.nextLong((rough() ? 150 : 1) * MILLI);
            long ended = sent + latency();
            long arrives = sent + (long) (random.nextDouble() * (ended - sent));
            var refusal = new AtomicReference<@Nullable Duration>();
            timeline.at(arrives, () -> refusal.set(zoho.arrive().orElse(null)));
            timeline.at(ended, () -> {
                zoho.answered();
                completed(permit, claim, mine, refusal.get());
            });
            if (plan.mutation() == Mutation.REUSED_AFTER_SENDING) {
                mine.completed(permit, clock());
            }
        }

        private void completed(TakenPermit permit, Claim claim, LeaseBook mine, @Nullable Duration refusal) {
            if (mine != book) {
                return;
            }
            if (paused) {
                timeline.later(100 * MILLI, () -> completed(permit, claim, mine, refusal));
                return;
            }
            if (refusal != null) {
                mine.throttled(Charge.BOOKS, refusal, Charge.BOOKS_MINUTE);
            }
            mine.completed(permit, clock());
            ask(claim, mine);
        }

        /** Log-uniform over two orders of magnitude, with the mean that was asked for. */
        private long latency() {
            double mean = plan.meanLatency().toNanos();
            double low = mean * Math.log(100) / 99;
            return Math.min(LONGEST_REQUEST, (long) (low * Math.pow(100, random.nextDouble())));
        }

        void received(QuotaLease lease) {
            if (!lease.worker().equals(name)) {
                return;
            }
            if (paused) {
                timeline.later(100 * MILLI, () -> received(lease));
                return;
            }
            var mine = book;
            mine.received(lease, clock()).forEach(waiter -> granted(waiter, mine));
        }

        void told(String owner, long at) {
            if (!paused) {
                book.told(owner, at, clock());
            }
        }

        private void report(LeaseBook mine) {
            if (mine != book) {
                return;
            }
            if (!paused) {
                mine.report(clock()).ifPresent(report -> travel(() -> heard(report)));
            }
            timeline.later(5 * MILLI, () -> report(mine));
        }

        /** Dies with everything under way; what was sent still arrives. Another run of it starts soon. */
        void dieOnce() {
            waiters.clear();
            book = newBook();
            timeline.later((500 + random.nextLong(3000)) * MILLI, this::start);
        }

        void die() {
            dieOnce();
            timeline.later(minutes(6 + random.nextDouble() * 8), this::die);
        }

        /** Stands still, as a process may for which there is no processor or no memory. */
        void pause() {
            paused = true;
            timeline.later((100 + random.nextLong(15_000)) * MILLI, () -> paused = false);
            timeline.later(minutes(6 + random.nextDouble() * 8), this::pause);
        }
    }
}
