package dev.sluice.worker.quota.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.common.quota.QuotaReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last that was heard of a worker.
 *
 * @param recalled the report after which it was asked to return what it does not use
 * @param owner the owner whose word it had heard; absent when it did not say
 * @param latestLease the latest lease that it had received
 */
record WorkerBook(
        long sequence,
        long heardAt,
        long requestMillis,
        List<QuotaReport.Use> uses,
        long recalled,
        @JsonProperty @Nullable String owner,
        @JsonProperty @Nullable Long latestLease) {
    WorkerBook {
        uses = List.copyOf(uses);
    }

    WorkerBook withUses(List<QuotaReport.Use> others) {
        return new WorkerBook(sequence, heardAt, requestMillis, others, recalled, owner, latestLease);
    }

    WorkerBook recalledNow() {
        return new WorkerBook(sequence, heardAt, requestMillis, uses, sequence, owner, latestLease);
    }

    WorkerBook shifted(long by) {
        return new WorkerBook(sequence, heardAt + by, requestMillis, uses, recalled, owner, latestLease);
    }
}
