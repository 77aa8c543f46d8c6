package dev.sluice.worker.invocation;

import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.worker.progress.OpenCall;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.quota.Savings;
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.zoho.ZohoConnections;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Answers reads. Identical ones that are under way together cost one question to Zoho, and so do those that follow
 * while its answer is kept. An answer is never given to a call that came after one of its records was written, nor, if
 * the caller asks for a fresh one, to a call that came after it was asked for.
 */
public final class Reads {
    private final ZohoConnections zoho;
    private final CacheSettings settings;
    private final Changes changes;
    private final Savings savings;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final SingleFlight singleFlight;
    private final ReadCache cache;

    public Reads(ZohoConnections zoho, CacheSettings settings, Changes changes, Savings savings, InstantSource clock) {
        this(zoho, settings, changes, savings, clock, System::nanoTime);
    }

    Reads(
            ZohoConnections zoho,
            CacheSettings settings,
            Changes changes,
            Savings savings,
            InstantSource clock,
            LongSupplier nanos) {
        this.zoho = zoho;
        this.settings = settings;
        this.changes = changes;
        this.savings = savings;
        this.clock = clock;
        this.nanos = nanos;
        this.singleFlight = new SingleFlight(nanos);
        this.cache = new ReadCache(settings, nanos);
    }

    Outcome answer(ToolCall call, ToolDefinition definition, Tool tool) throws InterruptedException {
        var key = definition.affinity(call.grant().connection(), call.arguments());
        boolean fresh = definition.asksFresh(call.arguments());
        long arrived = nanos.getAsLong();
        var kept = fresh ? null : cache.find(key).orElse(null);
        if (kept != null && kept.outcome() instanceof Outcome.Answered answered && holds(kept, call, arrived)) {
            var age = Duration.ofNanos(arrived - kept.begunNanos());
            return saved(call, kept, answered.fromCache(new ToolResult.Cached(kept.askedAt(), age)));
        }
        var keptFor = settings.keptFor(definition);
        while (true) {
            var landed = singleFlight.ask(key, fresh ? arrived : Long.MIN_VALUE, begun -> {
                var askedAt = clock.instant();
                var flown = Flown.of(ask(call, tool), begun, askedAt);
                keep(key, flown, keptFor);
                return flown;
            });
            var flown = landed.flown();
            if (!landed.joined()) {
                return flown.outcome();
            }
            if (OpenCall.current().map(OpenCall::leaving).orElse(false) && onlyTheyEnded(flown)) {
                throw new InterruptedException("another worker carries the call out");
            }
            if (holds(flown, call, arrived) && (!onlyTheyEnded(flown) || call.expired(clock.instant()))) {
                return saved(call, flown, flown.outcome().forJoined());
            }
        }
    }

    /** Whether none of its records was written between its asking and the coming of the call. */
    private boolean holds(Flown flown, ToolCall call, long arrived) {
        return !changes.happened(call.grant().connection(), flown.begunNanos(), arrived, flown.about());
    }

    /** Whoever asked first may have had less time, or have left; another call has what is left of its own. */
    private static boolean onlyTheyEnded(Flown flown) {
        return flown.outcome() instanceof Outcome.Failed failed
                && (failed.failure() instanceof Failure.Expired || failed.failure() instanceof Failure.Cancelled);
    }

    private Outcome saved(ToolCall call, Flown flown, Outcome outcome) {
        savings.add(call.grant().connection(), flown.outcome().zoho().requests());
        return outcome;
    }

    private void keep(AffinityKey key, Flown flown, Duration keptFor) {
        if (!settings.keepsNothing()
                && keptFor.isPositive()
                && flown.outcome() instanceof Outcome.Answered answered
                && answered.answer().complete()) {
            var left = keptFor.minusNanos(nanos.getAsLong() - flown.begunNanos());
            int aboutRecords = 100 * flown.about().size();
            cache.keep(key, flown, Footprint.of(answered.answer().structured()) + aboutRecords, left);
        }
    }

    private Outcome ask(ToolCall call, Tool tool) {
        var session = zoho.session(call.grant().connection(), call.deadline(), Claim.of(call));
        try {
            var answer = tool.answer(call.arguments(), session);
            return broken() && !answer.complete()
                    ? cancelled(session)
                    : new Outcome.Answered(answer, session.use(), false);
        } catch (CallFailed e) {
            return broken() ? cancelled(session) : new Outcome.Failed(e.failure(), session.use());
        }
    }

    private static boolean broken() {
        return OpenCall.current().map(OpenCall::broken).orElse(false);
    }

    /** Also when the call was given back: those who joined it then ask for themselves. */
    private static Outcome cancelled(ZohoSession session) {
        return new Outcome.Failed(new Failure.Cancelled("The call was cancelled by its caller."), session.use());
    }
}
