package dev.sluice.worker.quota.ledger;

import dev.sluice.common.quota.QuotaReport;

/**
 * What was answered without asking Zoho, by all workers together.
 *
 * @param since from when on that was counted, by the owner's clock
 */
record SavedSoFar(long calls, long requests, long since) {
    SavedSoFar and(QuotaReport.Saved more) {
        return new SavedSoFar(calls + more.calls(), requests + more.requests(), since);
    }

    SavedSoFar shifted(long by) {
        return new SavedSoFar(calls, requests, since + by);
    }
}
