package dev.sluice.worker.credential;

import dev.sluice.common.call.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection's token and turns as this worker has read them from the log, and the waiting for them. Every field is
 * guarded by {@code lock}, which is not held while the log is asked.
 */
final class TokenBoard {
    /** What asking again does not mend is asked this seldom, so that the ten minutes' worth is never used up on it. */
    static final Duration PACE = TokenTurns.WINDOW.dividedBy(TokenTurns.MOST_REQUESTS);

    /** A claim that is not read back by then is dropped: there must be time for the request while the turn is held. */
    static final Duration STARTED = Duration.ofSeconds(5);

    /** Two workers may fall silent in their turns before a third gets its own. */
    private static final Duration PATIENCE = TokenTurns.HOLD.multipliedBy(3);

    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final String connection;
    private final TokenLog log;
    private final InstantSource clock;
    private final TokenFailures failures;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private TokenTurns turns = TokenTurns.NONE;
    private @Nullable TokenSeal seal;
    private TokenEntry.@Nullable Issued unopened;
    private @Nullable AccessToken token;
    private @Nullable AccessToken givenUp;
    private @Nullable String unread;
    private Instant restUntil = Instant.MIN;
    private @Nullable Failure whyRest;

    TokenBoard(String connection, TokenLog log, InstantSource clock, TokenFailures failures) {
        this.connection = connection;
        this.log = log;
        this.clock = clock;
        this.failures = failures;
    }

    /** What comes of wanting a new token. */
    sealed interface Next {
        /** It is this worker's turn to ask Zoho, once and at once. */
        record Turn(String claim) implements Next {}

        /** Another worker has got it. */
        record There(AccessToken token) implements Next {}

        /** Nobody may ask now. */
        record Closed(Failure failure) implements Next {}
    }

    /** Takes in what the log tells; on the log's thread. */
    void read(TokenEntry entry, Instant at) {
        lock.lock();
        try {
            turns = turns.after(entry, at);
            if (entry instanceof TokenEntry.Issued issued) {
                unopened = issued;
                open();
            }
            if (entry.claim().equals(unread)) {
                unread = null;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The token there is, if it has not run out. */
    Optional<AccessToken> token(Instant now) {
        lock.lock();
        try {
            return Optional.ofNullable(token).filter(have -> have.usable(now));
        } finally {
            lock.unlock();
        }
    }

    /** Gives up a token that Zoho refused; false when it had just replaced a refused one. */
    boolean giveUp(AccessToken refused) {
        lock.lock();
        try {
            if (token == null || !token.value().equals(refused.value())) {
                return true;
            }
            var replaced = turns.replacedRefusedAt();
            if (!replaced.equals(Instant.MIN) && clock.instant().isBefore(replaced.plus(PACE))) {
                return false;
            }
            givenUp = token;
            token = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Why there is no point in wanting a new token now. */
    Optional<Failure> closed(Instant now) {
        lock.lock();
        try {
            // A token that is there and not opened yet needs no request, so nothing closes the way to it.
            return unopened == null ? whyClosed(now) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    boolean refuses(ZohoCredentials credentials) {
        lock.lock();
        try {
            return turns.refused().contains(TokenSeal.fingerprint(credentials));
        } finally {
            lock.unlock();
        }
    }

    int failuresInARow() {
        lock.lock();
        try {
            return turns.failuresInARow();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for another worker's token or for our turn, whichever comes first. */
    Next next(TokenSeal key) throws InterruptedException {
        var until = clock.instant().plus(PATIENCE);
        lock.lock();
        try {
            seal = key;
            while (true) {
                open();
                // Not even the credentials that were read just now open it: it is somebody else's.
                unopened = null;
                var now = clock.instant();
                var have = token;
                if (have != null && have.usable(now) && !have.ageing(now)) {
                    return new Next.There(have);
                }
                var closed = whyClosed(now);
                if (closed.isPresent()) {
                    return new Next.Closed(closed.get());
                }
                if (now.isAfter(until)) {
                    return new Next.Closed(failures.undecided());
                }
                if (turns.taken(now).isPresent()) {
                    var _ = changed.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    var claim = UUID.randomUUID().toString();
                    if (claim(claim)) {
                        return new Next.Turn(claim);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells all of the token that our turn brought. */
    void succeed(String claim, ZohoCredentials credentials, AccessToken fresh) {
        SealedToken sealed;
        lock.lock();
        try {
            sealed = Objects.requireNonNull(seal, "a turn came before the seal").seal(fresh, claim);
            // Should the log be away now, this worker at least has it.
            token = fresh;
            givenUp = null;
        } finally {
            lock.unlock();
        }
        var _ = log.append(new TokenEntry.Issued(connection, claim, TokenSeal.fingerprint(credentials), sealed));
    }

    /** Tells all that our turn brought nothing. */
    Failure fail(TokenEntry.Failed failed) {
        var _ = log.append(failed);
        var failure = failures.of(failed, clock.instant().plus(failed.pause()));
        if (failed.pause().isPositive()) {
            rest(failure, REST);
        }
        return failure;
    }

    /** Lets this worker want nothing for a while. */
    void rest(Failure why, Duration length) {
        lock.lock();
        try {
            restUntil = clock.instant().plus(length);
            whyRest = why;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Failure> whyClosed(Instant now) {
        var failed = turns.failure();
        return turns.closed(now)
                .map(until -> failed != null && now.isBefore(turns.notBefore())
                        ? failures.of(failed, until)
                        : failures.throttled(until))
                .or(() -> now.isBefore(restUntil) ? Optional.ofNullable(whyRest) : Optional.empty());
    }

    /** Opens the newest token of the log, if the seal is the right one. */
    private void open() {
        if (unopened == null || seal == null) {
            return;
        }
        var opened = seal.open(unopened.token(), unopened.claim());
        if (opened.isEmpty()) {
            return;
        }
        unopened = null;
        var fresh = opened.get();
        if (givenUp != null && givenUp.value().equals(fresh.value())) {
            return;
        }
        if (token == null || !token.issuedAt().isAfter(fresh.issuedAt())) {
            token = fresh;
            givenUp = null;
        }
    }

    /** Whether a claim gets the turn; with the lock, which is let go while the log is asked. */
    private boolean claim(String claim) throws InterruptedException {
        var entry = new TokenEntry.Claimed(connection, claim, turns.toReplace(), givenUp != null);
        unread = claim;
        long started = System.nanoTime();
        lock.unlock();
        try {
            var _ = log.append(entry);
        } finally {
            lock.lock();
        }
        long left = STARTED.toNanos();
        while (claim.equals(unread) && left > 0) {
            left = changed.awaitNanos(left);
        }
        unread = null;
        var inTime = System.nanoTime() - started < STARTED.toNanos();
        if (inTime && turns.hasTurn(claim)) {
            return true;
        }
        // Refused though nobody else is at it: the log's clock is behind ours, or nothing is read from it.
        if (turns.taken(clock.instant()).isEmpty() && Objects.equals(entry.replaces(), turns.toReplace())) {
            restUntil = clock.instant().plus(REST);
            whyRest = failures.undecided();
        }
        return false;
    }
}
