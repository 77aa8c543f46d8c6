package dev.sluice.worker.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the log of one connection says so far: which token is the newest, and who may ask for the next. A fold without a
 * clock of its own, so that all workers that have read the same entries agree.
 *
 * <p>The promise: whatever workers start, stop or crash, Zoho gets no more than {@value #MOST_REQUESTS} requests for
 * tokens in any {@link #WINDOW}. A claim has the turn only if nobody else has it and fewer than that many were given in
 * the time before; who has it sends within {@link #HOLD} of its claim or not at all, so that time counts on top.
 *
 * @param newest the last token that was given
 * @param asked the turns that were given and may still count, the oldest first
 * @param open the turn under way
 * @param notBefore until when nobody asks, for the reason in {@code failure}
 * @param failuresInARow how often Zoho could not be reached since it last answered
 * @param replacedRefusedAt when a token that Zoho refused before its time was last replaced
 * @param refused the fingerprints of credentials that Zoho refused and has not accepted since
 * @param read when the last entry was appended
 */
record TokenTurns(
        TokenEntry.@Nullable Issued newest,
        List<Turn> asked,
        @Nullable Turn open,
        Instant notBefore,
        TokenEntry.@Nullable Failed failure,
        int failuresInARow,
        Instant replacedRefusedAt,
        List<String> refused,
        Instant read) {
    static final int MOST_REQUESTS = 8;
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** From the claim to the end of its request; after that the turn of a worker that fell silent is over. */
    static final Duration HOLD = Duration.ofSeconds(20);

    static final TokenTurns NONE =
            new TokenTurns(null, List.of(), null, Instant.MIN, null, 0, Instant.MIN, List.of(), Instant.MIN);

    private static final int REFUSED_KEPT = 4;

    /** The right to send one request for a token. */
    record Turn(String claim, Instant at, boolean refused) {
        Instant over() {
            return at.plus(HOLD);
        }

        Instant counts() {
            return over().plus(WINDOW);
        }
    }

    TokenTurns {
        asked = List.copyOf(asked);
        refused = List.copyOf(refused);
    }

    /** What the log says once this entry is read, too. */
    TokenTurns after(TokenEntry entry, Instant appended) {
        // The clocks of brokers that take turns may differ; time does not go back for that.
        var at = appended.isBefore(read) ? read : appended;
        return switch (entry) {
            case TokenEntry.Claimed claimed -> afterClaim(claimed, at);
            case TokenEntry.Issued issued -> afterToken(issued, at);
            case TokenEntry.Failed failed -> afterFailure(failed, at);
        };
    }

    /** Whether this claim has the turn. */
    boolean hasTurn(String claim) {
        return open != null && open.claim().equals(claim);
    }

    /** The claim that a new one has to follow. */
    @Nullable
    String toReplace() {
        return newest == null ? null : newest.claim();
    }

    /** Until when another worker has the turn, if one has. */
    Optional<Instant> taken(Instant now) {
        return Optional.ofNullable(open).map(Turn::over).filter(now::isBefore);
    }

    /** Until when nobody may ask, if that is so. */
    Optional<Instant> closed(Instant now) {
        if (now.isBefore(notBefore)) {
            return Optional.of(notBefore);
        }
        var counting = counting(now);
        return counting.size() < MOST_REQUESTS
                ? Optional.empty()
                : Optional.of(counting.get(counting.size() - MOST_REQUESTS).counts());
    }

    private List<Turn> counting(Instant now) {
        return asked.stream().filter(turn -> now.isBefore(turn.counts())).toList();
    }

    private TokenTurns afterClaim(TokenEntry.Claimed claimed, Instant at) {
        var counting = counting(at);
        var given = Objects.equals(claimed.replaces(), toReplace())
                && taken(at).isEmpty()
                && closed(at).isEmpty();
        var turn = new Turn(claimed.claim(), at, claimed.refused());
        return new TokenTurns(
                newest,
                given ? Stream.concat(counting.stream(), Stream.of(turn)).toList() : counting,
                given ? turn : open,
                notBefore,
                failure,
                failuresInARow,
                replacedRefusedAt,
                refused,
                at);
    }

    private TokenTurns afterToken(TokenEntry.Issued issued, Instant at) {
        var refusedBefore = asked.stream().anyMatch(turn -> turn.claim().equals(issued.claim()) && turn.refused());
        return new TokenTurns(
                issued,
                counting(at),
                hasTurn(issued.claim()) ? null : open,
                Instant.MIN,
                null,
                0,
                refusedBefore ? at : replacedRefusedAt,
                refused.stream()
                        .filter(print -> !print.equals(issued.credentials()))
                        .toList(),
                at);
    }

    private TokenTurns afterFailure(TokenEntry.Failed failed, Instant at) {
        return new TokenTurns(
                newest,
                counting(at).stream()
                        .filter(turn -> failed.arrived() || !turn.claim().equals(failed.claim()))
                        .toList(),
                hasTurn(failed.claim()) ? null : open,
                at.plus(failed.pause()),
                failed,
                failed.cause() == TokenFailure.UNAVAILABLE ? failuresInARow + 1 : failuresInARow,
                replacedRefusedAt,
                failed.cause().refusesCredentials() ? with(failed.credentials()) : refused,
                at);
    }

    private List<String> with(String fingerprint) {
        var all = Stream.concat(refused.stream().filter(print -> !print.equals(fingerprint)), Stream.of(fingerprint))
                .toList();
        return all.subList(Math.max(0, all.size() - REFUSED_KEPT), all.size());
    }
}
