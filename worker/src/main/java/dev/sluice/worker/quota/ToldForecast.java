package dev.sluice.worker.quota;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What the ledger told of how long each agent waits, and when that came, by the monotonic clock. */
final class ToldForecast {
    private final Map<Line, QuotaState.Backlog> lines = new HashMap<>();
    private final long cameNanos;

    ToldForecast(QuotaState state, long cameNanos) {
        this.cameNanos = cameNanos;
        for (var queue : state.queues()) {
            for (var line : queue.backlog()) {
                lines.put(new Line(queue.api(), line.agent(), line.lane()), line);
            }
        }
    }

    /** Where a waiter stands among all of its agent's, here and elsewhere, and until when it is expected to wait. */
    Outlook outlook(Waiter waiter, Instant now, long nowNanos) {
        var told = lines.get(
                new Line(waiter.api(), waiter.claim().agent(), waiter.claim().lane()));
        if (told == null) {
            return new Outlook(null, waiter.place());
        }
        // Workers are served in turn: so many times as many wait everywhere, so many times its place here.
        int here = Math.max(1, waiter.line());
        int everywhere = Math.max(here, told.waiting());
        int position = (int) Math.ceilDiv((long) waiter.place() * everywhere, here);
        return new Outlook(until(told, position, everywhere, now, nowNanos), position);
    }

    private Instant until(QuotaState.Backlog told, int position, int everywhere, Instant now, long nowNanos) {
        long first = Objects.requireNonNullElse(told.nextMillis(), told.etaMillis());
        double part = everywhere > 1 ? (position - 1.0) / (everywhere - 1) : 0;
        long millis = first + Math.round((told.etaMillis() - first) * part);
        long gone = (nowNanos - cameNanos) / 1_000_000;
        return now.plusMillis(Math.max(0, millis - gone));
    }

    private record Line(String api, String agent, Lane lane) {}
}
