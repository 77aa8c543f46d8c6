package dev.sluice.worker.credential;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of one connection, shared by all threads of all workers and renewed before it runs out.
 *
 * <p>However many want one, a single request for a token is under way at a time, and never more than eight in ten
 * minutes: Zoho allows ten, and then refuses all for the rest of the time. In this process one renewal serves all who
 * wait; among the workers, {@link TokenTurns} on the {@link TokenLog} tell whose turn it is to ask.
 */
public final class AccessTokens {
    /** The longest that a request for a token may take, so that it ends within its turn. */
    public static final Duration ANSWERED = TokenTurns.HOLD.minus(TokenBoard.STARTED);

    private static final Duration READ_AGAIN = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

    private final String connection;
    private final CredentialSource source;
    private final TokenEndpoint endpoint;
    private final InstantSource clock;
    private final TokenFailures failures;
    private final TokenBoard board;
    private final Rotations rotations;

    /** Guards what follows; the board's lock may be taken within it, never the other way round. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable CompletableFuture<Renewal> underWay;

    /** Which credentials Zoho took last; read and written by the one renewal that is under way. */
    private @Nullable String taken;

    private AccessTokens(
            String connection,
            CredentialSource source,
            TokenEndpoint endpoint,
            InstantSource clock,
            TokenFailures failures,
            TokenBoard board,
            Rotations rotations) {
        this.connection = connection;
        this.source = source;
        this.endpoint = endpoint;
        this.clock = clock;
        this.failures = failures;
        this.board = board;
        this.rotations = rotations;
    }

    /** The tokens of a connection, of which the log tells from now on. */
    public static AccessTokens follow(
            TokenLog log, String connection, CredentialSource source, TokenEndpoint endpoint, InstantSource clock) {
        return follow(log, connection, source, endpoint, clock, Rotations.UNTOLD);
    }

    /** The same, telling when the credentials are others than before. */
    public static AccessTokens follow(
            TokenLog log,
            String connection,
            CredentialSource source,
            TokenEndpoint endpoint,
            InstantSource clock,
            Rotations rotations) {
        var failures = new TokenFailures(connection);
        var board = new TokenBoard(connection, log, clock, failures);
        log.follow(connection, board::read);
        return new AccessTokens(connection, source, endpoint, clock, failures, board, rotations);
    }

    /**
     * A token to use now. One that is ageing is handed out while its successor is fetched.
     *
     * @throws CallFailed when there is none before the deadline
     */
    public AccessToken current(Instant deadline) {
        var now = clock.instant();
        var have = board.token(now);
        if (have.isPresent()) {
            if (have.get().ageing(now)) {
                var _ = renewal(now);
            }
            return have.get();
        }
        return switch (await(renewal(now), deadline)) {
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
        return board.giveUp(refused);
    }

    /** The renewal that is under way, or else a new one. */
    private CompletableFuture<Renewal> renewal(Instant now) {
        lock.lock();
        try {
            if (underWay != null) {
                return underWay;
            }
            var closed = board.closed(now);
            if (closed.isPresent()) {
                return CompletableFuture.completedFuture(new Renewal.Failed(closed.get()));
            }
            var renewal = new CompletableFuture<Renewal>();
            underWay = renewal;
            // On a thread of its own: whoever waits may give up at its own deadline, and the others still get the
            // token.
            Thread.ofVirtual().name("zoho-token-" + connection).start(() -> renew(renewal));
            return renewal;
        } finally {
            lock.unlock();
        }
    }

    private void renew(CompletableFuture<Renewal> renewal) {
        Renewal outcome = new Renewal.Failed(failures.broken());
        try {
            outcome = renew();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private Renewal renew() throws InterruptedException {
        ZohoCredentials current;
        try {
            current = source.read();
        } catch (UnusableCredentials e) {
            return withoutCredentials(e);
        }
        var seal = TokenSeal.of(connection, current);
        while (true) {
            // Read before the turn is ours: it does not last long.
            var chosen = choose(current);
            switch (board.next(seal)) {
                case TokenBoard.Next.There there -> {
                    return new Renewal.Done(there.token());
                }
                case TokenBoard.Next.Closed closed -> {
                    return new Renewal.Failed(closed.failure());
                }
                case TokenBoard.Next.Turn turn -> {
                    var renewal = ask(turn.claim(), chosen, current);
                    if (renewal.isPresent()) {
                        return renewal.get();
                    }
                }
            }
        }
    }

    private Renewal withoutCredentials(UnusableCredentials e) {
        log.atError()
                .addKeyValue("connection", connection)
                .addKeyValue("error", e.getMessage())
                .log("credentials cannot be used");
        var failure = e instanceof UnreachableCredentials ? failures.sourceAway() : failures.unusable();
        board.rest(failure, READ_AGAIN);
        return new Renewal.Failed(failure);
    }

    /** Asks Zoho, now that it is our turn; without a result when other credentials are worth another turn. */
    private Optional<Renewal> ask(String claim, ZohoCredentials chosen, ZohoCredentials current) {
        return switch (endpoint.refresh(chosen)) {
            case TokenReply.Issued issued -> {
                var fresh = new AccessToken(issued.value(), issued.apiDomain(), clock.instant(), issued.life());
                board.succeed(claim, chosen, fresh);
                tellRotation(chosen, !chosen.equals(current));
                log.atInfo().addKeyValue("connection", connection).log("access token renewed");
                yield Optional.of(new Renewal.Done(fresh));
            }
            case TokenReply.Throttled _ ->
                Optional.of(failed(claim, chosen, TokenFailure.THROTTLED, "", true, TokenTurns.WINDOW));
            case TokenReply.Refused refused -> {
                var another = chosen.equals(current) && previous(current).isPresent();
                var failure = failed(
                        claim,
                        chosen,
                        TokenFailure.of(refused.reason()),
                        "",
                        true,
                        another ? Duration.ZERO : TokenBoard.PACE);
                yield another ? Optional.empty() : Optional.of(failure);
            }
            case TokenReply.Unavailable away ->
                Optional.of(failed(claim, chosen, TokenFailure.UNAVAILABLE, away.why(), away.arrived(), afterOutage()));
        };
    }

    private void tellRotation(ZohoCredentials chosen, boolean fallback) {
        var before = taken;
        taken = TokenSeal.fingerprint(chosen);
        if (before != null && !before.equals(taken)) {
            rotations.rotated(connection, fallback);
        }
    }

    private Renewal failed(
            String claim, ZohoCredentials used, TokenFailure cause, String why, boolean arrived, Duration pause) {
        log.atWarn()
                .addKeyValue("connection", connection)
                .addKeyValue("error", cause)
                .log("access token not renewed");
        return new Renewal.Failed(board.fail(
                new TokenEntry.Failed(connection, claim, TokenSeal.fingerprint(used), cause, why, arrived, pause)));
    }

    /** 1, 2, 4 … 64 s: an outage must not use up what may be asked in ten minutes. */
    private Duration afterOutage() {
        return Duration.ofSeconds(1L << Math.min(board.failuresInARow(), 6));
    }

    /** The current credentials; those before them while Zoho refuses the current ones. */
    private ZohoCredentials choose(ZohoCredentials current) {
        if (!board.refuses(current)) {
            return current;
        }
        var previous = previous(current);
        previous.ifPresent(_ -> log.atWarn()
                .addKeyValue("connection", connection)
                .log("Zoho refuses the current credentials; the version before them is used"));
        return previous.orElse(current);
    }

    private Optional<ZohoCredentials> previous(ZohoCredentials current) {
        try {
            return source.previous().filter(previous -> !previous.equals(current) && !board.refuses(previous));
        } catch (UnusableCredentials e) {
            log.atWarn()
                    .addKeyValue("connection", connection)
                    .addKeyValue("error", e.getMessage())
                    .log("the credentials before the current ones cannot be used");
            return Optional.empty();
        }
    }

    private Renewal await(CompletableFuture<Renewal> renewal, Instant deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline);
            return renewal.isDone() ? renewal.get() : renewal.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Renewal.Failed(failures.tooLate());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Renewal.Failed(failures.stopped());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a renewal never fails but says how it ended", e);
        }
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
