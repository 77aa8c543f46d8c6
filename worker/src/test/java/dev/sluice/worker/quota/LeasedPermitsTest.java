package dev.sluice.worker.quota;

import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.ledger.LedgerRules;
import dev.sluice.worker.quota.ledger.LedgerState;
import dev.sluice.worker.quota.ledger.QuotaLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Leased permits with the real ledger at their side, and no Kafka between them. */
final class LeasedPermitsTest extends PermitsContract {
    @Override
    Permits open(int atOnce) {
        var plan = new QuotaPlan(Map.of("books.concurrent", new Limit.Concurrent(atOnce)), 0);
        var ledger = new NearLedger(new QuotaLedger("main", plan, LedgerRules.STANDARD));
        var permits = new LeasedPermits(
                "worker-1",
                Duration.ofSeconds(10),
                (_, report) -> ledger.heard(report),
                new Backstop(Map.of("main", plan)),
                new Savings(),
                InstantSource.system());
        ledger.permits.set(permits);
        permits.start();
        return permits;
    }

    private static final class NearLedger {
        private final QuotaLedger ledger;
        private final AtomicReference<@Nullable LeasedPermits> permits = new AtomicReference<>();
        private LedgerState state = LedgerState.empty("here", Instant.now());

        NearLedger(QuotaLedger ledger) {
            this.ledger = ledger;
        }

        synchronized void heard(QuotaReport report) {
            var now = Instant.now();
            var step = ledger.heard(state, report, now);
            state = step.state();
            var to = permits.get();
            if (to != null) {
                step.leases().forEach(to::received);
                to.received(ledger.describe(state, now));
            }
        }
    }
}
