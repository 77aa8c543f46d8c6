package dev.sluice.worker.quota.ledger;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reports of one worker, as tests write them. */
final class Reports {
    private final String worker;
    private long sequence;

    Reports(String worker) {
        this.worker = worker;
    }

    /** So many requests of an interactive agent of weight 1 wait. */
    QuotaReport waiting(String agent, int count) {
        return waiting(Charge.BOOKS, line(agent, Lane.INTERACTIVE, 1, count));
    }

    QuotaReport waiting(String charge, QuotaReport.Waiting... lines) {
        return report(List.of(new QuotaReport.Use(charge, 0, 0, List.of(lines))), List.of(), List.of());
    }

    QuotaReport spare(int count) {
        return report(List.of(new QuotaReport.Use(Charge.BOOKS, 0, count, List.of())), List.of(), List.of());
    }

    QuotaReport settled(QuotaReport.Settled... settled) {
        return report(List.of(), List.of(settled), List.of());
    }

    QuotaReport sighted(QuotaReport.Sighting... sightings) {
        return report(List.of(), List.of(), List.of(sightings));
    }

    /** It heard, so long ago, an owner tell that its clock shows a time. */
    QuotaReport heard(String owner, Instant at, Duration ago) {
        return settled().withHeard(null, List.of(new QuotaReport.Told(owner, at.toEpochMilli(), ago.toMillis())));
    }

    /** A report of a worker that has heard an owner, and has received its leases up to one. */
    static QuotaReport acknowledging(String owner, long lease, QuotaReport report) {
        return report.withHeard(lease, List.of(new QuotaReport.Told(owner, 0, 0)));
    }

    QuotaReport report(
            List<QuotaReport.Use> uses, List<QuotaReport.Settled> settled, List<QuotaReport.Sighting> sightings) {
        return new QuotaReport(worker, ++sequence, 10_000, uses, settled, sightings, false, null, null, List.of());
    }

    /** It answered so many calls without asking, which saved so many requests. */
    QuotaReport saved(long calls, long requests) {
        return new QuotaReport(
                worker,
                ++sequence,
                10_000,
                List.of(),
                List.of(),
                List.of(),
                false,
                null,
                new QuotaReport.Saved(calls, requests),
                List.of());
    }

    static QuotaReport.Waiting line(String agent, Lane lane, int weight, int count) {
        return line(agent, lane, weight, count, 0);
    }

    static QuotaReport.Waiting line(String agent, Lane lane, int weight, int count, long oldestMillis) {
        return new QuotaReport.Waiting(agent, lane, weight, count, oldestMillis, 30_000);
    }
}
