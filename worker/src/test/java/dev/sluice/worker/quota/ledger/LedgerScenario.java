package dev.sluice.worker.quota.ledger;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A ledger of ten a minute, its workers and its time. What it is given to hear, and what comes of it. */
abstract class LedgerScenario {
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    final Reports one = new Reports("worker-1");
    final Reports two = new Reports("worker-2");
    Instant now = START;
    QuotaLedger ledger = ledger(plan(10, 0));
    LedgerState state = LedgerState.empty("owner", START);

    List<QuotaLease> heard(QuotaReport report) {
        var step = ledger.heard(state, report, now);
        state = step.state();
        return step.leases();
    }

    List<QuotaLease> elapsed() {
        var step = ledger.elapsed(state, now);
        state = step.state();
        return step.leases();
    }

    void later(Duration by) {
        now = now.plus(by);
    }

    /** How long an agent that keeps asking must wait from now on. */
    Duration firstLeaseWithin(Duration patience, Reports worker, String agent) {
        var begun = now;
        while (now.isBefore(begun.plus(patience))) {
            if (heard(worker.waiting(agent, 1)).stream().anyMatch(lease -> !lease.recall())) {
                return Duration.between(begun, now);
            }
            later(Duration.ofMillis(50));
        }
        throw new AssertionError("nothing within " + patience);
    }

    static int permits(List<QuotaLease> leases) {
        return leases.stream().mapToInt(QuotaLease::permits).sum();
    }

    /** What the first worker is given meanwhile, all of which it acknowledges. */
    int permitsWithin(Duration length) {
        int permits = 0;
        for (var end = now.plus(length); now.isBefore(end); later(Duration.ofMillis(50))) {
            permits += permits(heard(Reports.acknowledging("owner", 1_000_000, one.waiting("noisy", 1000))));
        }
        return permits;
    }

    QuotaState describe() {
        return ledger.describe(state, now);
    }

    QuotaState.Limit limit(String key) {
        return describe().limits().stream()
                .filter(limit -> limit.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, Integer> shares(List<QuotaLease> leases) {
        return leases.stream()
                .flatMap(lease -> lease.shares().stream())
                .collect(Collectors.toMap(QuotaLease.Share::agent, QuotaLease.Share::permits, Integer::sum));
    }

    static QuotaLedger ledger(QuotaPlan plan) {
        return new QuotaLedger("main", plan, LedgerRules.STANDARD.unpaced());
    }

    static QuotaPlan plan(int aMinute, int reserve) {
        return new QuotaPlan(Map.of("books.minute", new Limit.Windowed(aMinute, Duration.ofMinutes(1))), reserve);
    }
}
