package dev.sluice.worker.quota.ledger;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Instant;
import java.util.List;

/**
 * Decides who may send how much on one connection, so that all workers together never exceed what Zoho allows. It is
 * a function: a state, what was heard and the time give the next state and the leases to issue. No clock, no thread
 * and no Kafka are in it; see docs/decisions/006-quota-ledger.md for why it is safe.
 */
public final class QuotaLedger {
    private final String connection;
    private final QuotaPlan plan;
    private final LedgerRules rules;

    public QuotaLedger(String connection, QuotaPlan plan, LedgerRules rules) {
        this.connection = connection;
        this.plan = plan;
        this.rules = rules;
    }

    /** What one step leads to. */
    public record Step(LedgerState state, List<QuotaLease> leases) {
        public Step {
            leases = List.copyOf(leases);
        }
    }

    /** A worker reported. */
    public Step heard(LedgerState state, QuotaReport report, Instant now) {
        var ledger = new OpenLedger(connection, plan, rules, state, now.toEpochMilli());
        ledger.expire();
        ledger.merge(report);
        return deal(ledger);
    }

    /** Time went by. */
    public Step elapsed(LedgerState state, Instant now) {
        var ledger = new OpenLedger(connection, plan, rules, state, now.toEpochMilli());
        ledger.expire();
        return deal(ledger);
    }

    private static Step deal(OpenLedger ledger) {
        var leases = new Dealing(ledger).deal();
        return new Step(ledger.state(), leases);
    }

    /** What everybody may know of a state. */
    public QuotaState describe(LedgerState state, Instant now) {
        var ledger = new OpenLedger(connection, plan, rules, state, now.toEpochMilli());
        ledger.expire();
        return Description.of(ledger, now);
    }
}
