package dev.sluice.worker.quota.ledger;

import dev.sluice.common.quota.QuotaReport;
import java.util.List;

/**
 * The last that was heard of a worker.
 *
 * @param recalled the report after which it was asked to return what it does not use
 */
record WorkerBook(long sequence, long heardAt, long requestMillis, List<QuotaReport.Use> uses, long recalled) {
    WorkerBook {
        uses = List.copyOf(uses);
    }

    WorkerBook withUses(List<QuotaReport.Use> others) {
        return new WorkerBook(sequence, heardAt, requestMillis, others, recalled);
    }

    WorkerBook recalledNow() {
        return new WorkerBook(sequence, heardAt, requestMillis, uses, sequence);
    }

    WorkerBook shifted(long by) {
        return new WorkerBook(sequence, heardAt + by, requestMillis, uses, recalled);
    }
}
