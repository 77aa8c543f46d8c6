package dev.sluice.worker.credential;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of one connection, shared by all threads of the process and renewed before it runs out.
 *
 * <p>However many threads want one, a single request for a token is under way at a time, and never more than
 * {@value #MOST_REQUESTS} in ten minutes: Zoho allows ten, and then refuses all for the rest of the time.
 *
 * <p>Every field is guarded by {@code lock}, which is not held while Zoho is asked.
 */
public final class AccessTokens {
    static final int MOST_REQUESTS = 8;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    /** What asking again does not mend is asked this seldom, so that the ten minutes' worth is never used up on it. */
    private static final Duration PACE = WINDOW.dividedBy(MOST_REQUESTS);

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String connection;
    private final CredentialSource source;
    private final TokenEndpoint endpoint;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Instant> asked = new ArrayDeque<>();
    private @Nullable AccessToken token;
    private @Nullable CompletableFuture<Renewal> underWay;
    private Instant replacedRefusedAt = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private @Nullable Failure whyNotBefore;
    private int failuresInARow;

    public AccessTokens(String connection, CredentialSource source, TokenEndpoint endpoint, InstantSource clock) {
        this.connection = connection;
        this.source = source;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * A token to use now. One that is ageing is handed out while its successor is fetched.
     *
     * @throws CallFailed when there is none before the deadline
     */
    public AccessToken current(Instant deadline) {
        CompletableFuture<Renewal> renewal;
        lock.lock();
        try {
            var now = clock.instant();
            var have = token;
            if (have != null && have.usable(now)) {
                if (have.ageing(now)) {
                    var _ = renew(now);
                }
                return have;
            }
            renewal = renew(now);
        } finally {
            lock.unlock();
        }
        return switch (await(renewal, deadline)) {
            case Renewal.Done done -> done.token();
            case Renewal.Failed failed -> throw new CallFailed(failed.failure());
        };
    }

    /**
     * Gives up a token that Zoho refused.
     *
     * @return whether another is worth trying; not when this one had just replaced a refused one
     */
    public boolean giveUp(AccessToken refused) {
        lock.lock();
        try {
            if (token == null || !token.value().equals(refused.value())) {
                return true;
            }
            var now = clock.instant();
            if (now.isBefore(after(replacedRefusedAt, PACE))) {
                return false;
            }
            replacedRefusedAt = now;
            token = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Renewal> renew(Instant now) {
        if (underWay != null) {
            return underWay;
        }
        while (!asked.isEmpty() && !now.isBefore(asked.peekFirst().plus(WINDOW))) {
            asked.removeFirst();
        }
        if (now.isBefore(notBefore) && whyNotBefore != null) {
            return CompletableFuture.completedFuture(new Renewal.Failed(whyNotBefore));
        }
        if (asked.size() >= MOST_REQUESTS) {
            return CompletableFuture.completedFuture(
                    new Renewal.Failed(throttled(asked.getFirst().plus(WINDOW))));
        }
        asked.addLast(now);
        var renewal = new CompletableFuture<Renewal>();
        underWay = renewal;
        // On a thread of its own: whoever waits may give up at its own deadline, and the others still get the token.
        Thread.ofVirtual().name("zoho-token-" + connection).start(() -> fetch(renewal));
        return renewal;
    }

    private void fetch(CompletableFuture<Renewal> renewal) {
        Renewal outcome =
                new Renewal.Failed(new Failure.Defect("A token for the Zoho connection " + connection + " failed."));
        try {
            outcome = settle(ask());
            tell(outcome);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("connection", connection).setCause(e).log("token renewal broke");
        } finally {
            lock.lock();
            try {
                underWay = null;
            } finally {
                lock.unlock();
            }
            renewal.complete(outcome);
        }
    }

    private TokenReply ask() {
        try {
            return endpoint.refresh(source.read());
        } catch (UnusableCredentials e) {
            log.atError()
                    .addKeyValue("connection", connection)
                    .addKeyValue("error", e.getMessage())
                    .log("credentials cannot be used");
            return new TokenReply.Refused(TokenReply.Reason.OTHER);
        }
    }

    private Renewal settle(TokenReply reply) {
        lock.lock();
        try {
            var now = clock.instant();
            return switch (reply) {
                case TokenReply.Issued issued -> {
                    var fresh = new AccessToken(issued.value(), issued.apiDomain(), now, issued.life());
                    token = fresh;
                    failuresInARow = 0;
                    notBefore = Instant.MIN;
                    yield new Renewal.Done(fresh);
                }
                case TokenReply.Throttled _ -> failed(throttled(now.plus(WINDOW)), now.plus(WINDOW));
                case TokenReply.Refused refused -> failed(refusal(refused.reason()), now.plus(PACE));
                case TokenReply.Unavailable unavailable -> {
                    if (!unavailable.arrived()) {
                        asked.pollLast();
                    }
                    // 1, 2, 4 … 64 s: an outage must not use up what may be asked in ten minutes.
                    var pause = Duration.ofSeconds(1L << Math.min(failuresInARow++, 6));
                    yield failed(
                            new Failure.Unavailable("Zoho's token endpoint could not be used (" + unavailable.why()
                                    + "); try again in a minute."),
                            now.plus(pause));
                }
            };
        } finally {
            lock.unlock();
        }
    }

    private Renewal failed(Failure failure, Instant until) {
        notBefore = until;
        whyNotBefore = failure;
        return new Renewal.Failed(failure);
    }

    private void tell(Renewal renewal) {
        switch (renewal) {
            case Renewal.Done _ ->
                log.atInfo().addKeyValue("connection", connection).log("access token renewed");
            case Renewal.Failed failed ->
                log.atWarn()
                        .addKeyValue("connection", connection)
                        .addKeyValue("error", failed.failure().code())
                        .log("access token not renewed");
        }
    }

    private Renewal await(CompletableFuture<Renewal> renewal, Instant deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline);
            return renewal.isDone() ? renewal.get() : renewal.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Renewal.Failed(new Failure.Unavailable(
                    "Zoho's token endpoint did not answer before the call's deadline; try again."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Renewal.Failed(
                    new Failure.Unavailable("The call was stopped while it waited for a Zoho token; try again."));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a renewal never fails but says how it ended", e);
        }
    }

    private Failure throttled(Instant until) {
        return new Failure.Throttled(
                "Zoho limits how often the connection " + connection + " may ask for access tokens, until "
                        + CLOCK_TIME.format(until) + " UTC; try again after that.",
                until);
    }

    private Failure refusal(TokenReply.Reason reason) {
        var setting = "zoho." + connection + ".data-centre";
        return new Failure.NotPermitted(
                switch (reason) {
                    case REFRESH_TOKEN ->
                        "Zoho does not accept the refresh token of the connection " + connection
                                + ": it was revoked or replaced, or issued in another data centre. An operator must check "
                                + setting + ", or connect the organisation again.";
                    case CLIENT ->
                        "Zoho does not know the OAuth client of the connection " + connection
                                + ": its client id is wrong, or it belongs to another data centre. An operator must check "
                                + setting + " and the credentials.";
                    case CLIENT_SECRET ->
                        "Zoho does not accept the client secret of the connection " + connection
                                + ". An operator must correct the credentials.";
                    case OTHER ->
                        "The credentials of the connection " + connection
                                + " cannot be used. An operator finds the reason in the worker's log.";
                });
    }

    private static Instant after(Instant start, Duration duration) {
        return start.equals(Instant.MIN) ? start : start.plus(duration);
    }

    private sealed interface Renewal {
        record Done(AccessToken token) implements Renewal {}

        record Failed(Failure failure) implements Renewal {}
    }

    @Override
    public String toString() {
        return "AccessTokens[" + connection + "]";
    }
}
