package dev.sluice.worker.quota;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Permits from leases. One in hand is taken in memory; otherwise the caller waits, parked, and the ledger is told.
 * One lock guards the books of all connections; no message is sent under it.
 */
public final class LeasedPermits implements Permits {
    /** How often it is looked whether a report is due, at least. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Duration LAST_REPORT = Duration.ofMillis(20);

    private final String worker;
    private final Duration longestRequest;
    private final BiConsumer<String, QuotaReport> reports;
    private final Backstop backstop;
    private final Savings savings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, LeaseBook> books = new HashMap<>();
    private final Map<String, Map<String, Long>> usedUpUntil = new HashMap<>();
    private final Map<String, ToldForecast> forecasts = new HashMap<>();
    private final Map<Waiter, Turn> turns = new HashMap<>();
    private final Thread reporter;
    private boolean stopping;

    /**
     * Opens the books; nothing is reported before {@link #start}.
     *
     * @param worker the incarnation of this worker
     * @param longestRequest the longest that a request can be under way
     * @param reports takes what the ledger is to be told of a connection, and must not block
     */
    public LeasedPermits(
            String worker,
            Duration longestRequest,
            BiConsumer<String, QuotaReport> reports,
            Backstop backstop,
            Savings savings,
            InstantSource clock) {
        this.worker = worker;
        this.longestRequest = longestRequest;
        this.reports = reports;
        this.backstop = backstop;
        this.savings = savings;
        this.clock = clock;
        this.reporter = Thread.ofPlatform().name("quota-reports").daemon().unstarted(this::report);
    }

    public void start() {
        reporter.start();
    }

    @Override
    public Admission acquire(String connection, String charge, Claim claim, Instant deadline, Watcher watcher) {
        var left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            return new Admission.TooLate();
        }
        LeaseBook book;
        Waiter waiter;
        Turn turn;
        lock.lock();
        try {
            if (stopping) {
                return new Admission.Stopped();
            }
            long now = System.nanoTime();
            long ends = now + Math.min(left.toNanos(), Long.MAX_VALUE / 4);
            book = books.computeIfAbsent(
                    connection, name -> new LeaseBook(worker, name, longestRequest, System.nanoTime()));
            long until = usedUpUntil(connection, charge);
            if (until > ends) {
                return usedUp(until, now);
            }
            waiter = book.ask(charge, claim, now, ends);
            var granted = waiter.granted();
            if (granted.isPresent()) {
                return new Admission.Admitted(new Leased(book, granted.get()));
            }
            turn = new Turn(connection, charge, ends);
            turns.put(waiter, turn);
            changed.signal();
        } finally {
            lock.unlock();
        }
        try (var _ = watcher.waits(() -> outlook(connection, book, waiter))) {
            return await(book, waiter, turn, left);
        }
    }

    private Outlook outlook(String connection, LeaseBook book, Waiter waiter) {
        lock.lock();
        try {
            long now = System.nanoTime();
            book.number(now);
            var forecast = forecasts.get(connection);
            return forecast == null
                    ? new Outlook(null, waiter.place())
                    : forecast.outlook(waiter, clock.instant(), now);
        } finally {
            lock.unlock();
        }
    }

    private Admission await(LeaseBook book, Waiter waiter, Turn turn, Duration left) {
        Admission otherwise;
        try {
            return turn.admission.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            otherwise = new Admission.TooLate();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            otherwise = new Admission.Stopped();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn never fails but says how it ended", e);
        }
        lock.lock();
        try {
            // Between the end of the wait and this moment it may have been given one: that one goes back.
            if (turns.remove(waiter) != null || !turn.admission.isDone()) {
                book.leave(waiter);
                return otherwise;
            }
        } finally {
            lock.unlock();
        }
        return turn.admission.join();
    }

    /** A lease came from the ledger. */
    public void received(QuotaLease lease) {
        lock.lock();
        try {
            var book = books.get(lease.connection());
            if (book != null) {
                book.received(lease, System.nanoTime()).forEach(waiter -> admit(book, waiter));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The ledger told how things stand: whoever waits in vain is told at once. */
    public void received(QuotaState state) {
        backstop.follow(state);
        lock.lock();
        try {
            long now = System.nanoTime();
            var until = new HashMap<String, Long>();
            for (var queue : state.queues()) {
                if (queue.until() != null) {
                    // Its length by the ledger's own clock: the two clocks need not agree.
                    until.put(
                            queue.api(),
                            now + Duration.between(state.at(), queue.until()).toNanos());
                }
            }
            usedUpUntil.put(state.connection(), until);
            forecasts.put(state.connection(), new ToldForecast(state, now));
            refuseThoseInVain(now);
            var book = books.get(state.connection());
            if (book != null && state.owner() != null) {
                book.told(state.owner(), state.at().toEpochMilli(), now);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells the ledger that this worker stops and returns what it holds. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            turns.values().forEach(turn -> turn.admission.complete(new Admission.Stopped()));
            turns.clear();
            books.values().forEach(LeaseBook::leaveAll);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            reporter.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(LeaseBook book, Waiter waiter) {
        var turn = turns.remove(waiter);
        waiter.granted().ifPresent(taken -> {
            if (turn == null || !turn.admission.complete(new Admission.Admitted(new Leased(book, taken)))) {
                book.unused(taken);
            }
        });
    }

    private void refuseThoseInVain(long now) {
        turns.entrySet().removeIf(entry -> {
            var turn = entry.getValue();
            long until = usedUpUntil(turn.connection, turn.charge);
            if (until <= turn.ends) {
                return false;
            }
            var book = books.get(turn.connection);
            if (book != null) {
                book.leave(entry.getKey());
            }
            turn.admission.complete(usedUp(until, now));
            return true;
        });
    }

    private long usedUpUntil(String connection, String charge) {
        var known = usedUpUntil.get(connection);
        if (known == null || known.isEmpty()) {
            return Long.MIN_VALUE;
        }
        return known.getOrDefault(Charge.named(charge).api(), Long.MIN_VALUE);
    }

    private Admission usedUp(long until, long now) {
        return new Admission.UsedUp(clock.instant().plusNanos(until - now));
    }

    private void report() {
        while (true) {
            var due = new ArrayList<Due>();
            boolean last;
            lock.lock();
            try {
                if (!stopping) {
                    changed.awaitNanos(untilNext());
                }
                last = stopping;
                long now = System.nanoTime() + (last ? LAST_REPORT.toNanos() : 0);
                for (var book : books.values()) {
                    book.saved(savings.of(book.connection()));
                    book.report(now).ifPresent(report -> due.add(new Due(book.connection(), report)));
                }
            } catch (InterruptedException _) {
                return;
            } finally {
                lock.unlock();
            }
            due.forEach(report -> reports.accept(report.connection(), report.report()));
            if (last) {
                return;
            }
        }
    }

    private long untilNext() {
        long due = books.values().stream().mapToLong(LeaseBook::reportDue).min().orElse(Long.MAX_VALUE);
        return Math.max(
                100_000, Math.min(LOOK.toNanos(), due == Long.MAX_VALUE ? LOOK.toNanos() : due - System.nanoTime()));
    }

    private record Due(String connection, QuotaReport report) {}

    /** Somebody who is parked. */
    private static final class Turn {
        private final String connection;
        private final String charge;
        private final long ends;
        private final CompletableFuture<Admission> admission = new CompletableFuture<>();

        Turn(String connection, String charge, long ends) {
            this.connection = connection;
            this.charge = charge;
            this.ends = ends;
        }
    }

    /** A permit of a lease. */
    private final class Leased implements Permit {
        private final LeaseBook book;
        private final TakenPermit taken;
        private Backstop.@Nullable Passage passage;

        Leased(LeaseBook book, TakenPermit taken) {
            this.book = book;
            this.taken = taken;
        }

        @Override
        public boolean spend() {
            lock.lock();
            try {
                if (!book.spend(taken, System.nanoTime())) {
                    return false;
                }
                passage = backstop.pass(book.connection(), taken.charge());
                if (passage == null) {
                    book.unused(taken);
                    return false;
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void completed() {
            settle();
            if (passage != null) {
                passage.answered();
            }
        }

        @Override
        public boolean throttled(Duration retryIn, @Nullable String key) {
            lock.lock();
            try {
                book.throttled(taken.charge(), retryIn, key);
                changed.signal();
            } finally {
                lock.unlock();
            }
            settle();
            if (passage != null) {
                passage.refused();
            }
            return true;
        }

        @Override
        public void remaining(long credits) {
            lock.lock();
            try {
                book.remaining(taken.charge(), credits);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            if (passage != null) {
                passage.close();
            }
            settle();
        }

        private void settle() {
            lock.lock();
            try {
                book.completed(taken, System.nanoTime());
            } finally {
                lock.unlock();
            }
        }
    }
}
