package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TokenTurnsTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final SealedToken SEALED = new SealedToken("bm9uY2U=", "Ym94");

    @Test
    void theFirstToClaimHasTheTurn() {
        var turns = TokenTurns.NONE.after(claim("a", null), START).after(claim("b", null), START);

        assertThat(turns.hasTurn("a")).isTrue();
        assertThat(turns.hasTurn("b")).isFalse();
        assertThat(turns.taken(START)).contains(START.plus(TokenTurns.HOLD));
    }

    @Test
    void aClaimThatFollowsATokenAlreadyReplacedIsTooLate() {
        var turns = TokenTurns.NONE
                .after(claim("a", null), START)
                .after(issued("a"), START.plusSeconds(1))
                .after(claim("b", null), START.plusSeconds(2));

        assertThat(turns.hasTurn("b")).isFalse();
        assertThat(turns.after(claim("c", "a"), START.plusSeconds(3)).hasTurn("c"))
                .isTrue();
    }

    @Test
    void theTurnOfAWorkerThatFellSilentIsOverOnce() {
        var turns = TokenTurns.NONE.after(claim("a", null), START);

        assertThat(turns.after(claim("b", null), START.plus(TokenTurns.HOLD).minusMillis(1))
                        .hasTurn("b"))
                .isFalse();
        assertThat(turns.after(claim("b", null), START.plus(TokenTurns.HOLD)).hasTurn("b"))
                .isTrue();
    }

    @Test
    void nobodyAsksWhileAFailureIsFresh() {
        var turns = TokenTurns.NONE
                .after(claim("a", null), START)
                .after(failed("a", TokenFailure.UNAVAILABLE, true, Duration.ofSeconds(4)), START);

        assertThat(turns.closed(START.plusSeconds(3))).contains(START.plusSeconds(4));
        assertThat(turns.after(claim("b", null), START.plusSeconds(3)).hasTurn("b"))
                .isFalse();
        assertThat(turns.after(claim("b", null), START.plusSeconds(4)).hasTurn("b"))
                .isTrue();
    }

    @Test
    void aRequestThatNeverLeftDoesNotCount() {
        var turns = TokenTurns.NONE;
        for (int i = 0; i < 20; i++) {
            var at = START.plusSeconds(i);
            turns = turns.after(claim("c" + i, null), at)
                    .after(failed("c" + i, TokenFailure.UNAVAILABLE, false, Duration.ZERO), at);
        }

        assertThat(turns.closed(START.plusSeconds(20))).isEmpty();
    }

    @Test
    void refusedCredentialsAreRememberedUntilTheyAreAccepted() {
        var turns = TokenTurns.NONE
                .after(claim("a", null), START)
                .after(failed("a", TokenFailure.REFRESH_TOKEN_REFUSED, true, Duration.ZERO), START);

        assertThat(turns.refused()).containsExactly("print");
        assertThat(turns.after(claim("b", null), START)
                        .after(issued("b"), START)
                        .refused())
                .isEmpty();
    }

    @Test
    void timeDoesNotGoBack() {
        var turns = TokenTurns.NONE
                .after(claim("a", null), START)
                .after(failed("a", TokenFailure.THROTTLED, true, Duration.ofMinutes(10)), START)
                .after(claim("b", null), START.minusSeconds(3600));

        assertThat(turns.hasTurn("b")).isFalse();
        assertThat(turns.read()).isEqualTo(START);
    }

    /** A day of workers that claim, answer, crash in their turn and send as late as they may. */
    @Test
    void whateverHappensZohoGetsNoMoreThanEightInTenMinutes() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var turns = TokenTurns.NONE;
            var arrived = new ArrayList<Instant>();
            var at = START;
            for (int i = 0; i < 3000; i++) {
                at = at.plusMillis(random.nextInt(random.nextInt(10) == 0 ? 60_000 : 4_000));
                var claim = "c" + i;
                turns = turns.after(claim(claim, random.nextInt(9) == 0 ? "other" : turns.toReplace()), at);
                if (!turns.hasTurn(claim)) {
                    continue;
                }
                // A request counts for Zoho at any time within the hold, even if its worker died of it.
                var late = random.nextInt((int) TokenTurns.HOLD.toMillis());
                arrived.add(at.plusMillis(late));
                switch (random.nextInt(4)) {
                    case 0 -> turns = turns.after(issued(claim), at.plusMillis(late));
                    case 1 ->
                        turns = turns.after(
                                failed(claim, TokenFailure.UNAVAILABLE, true, Duration.ofSeconds(random.nextInt(5))),
                                at.plusMillis(late));
                    default -> {
                        // It falls silent.
                    }
                }
            }

            arrived.sort(null);
            assertThat(arrived.size()).isGreaterThan(50);
            for (int i = TokenTurns.MOST_REQUESTS; i < arrived.size(); i++) {
                assertThat(Duration.between(arrived.get(i - TokenTurns.MOST_REQUESTS), arrived.get(i)))
                        .describedAs("seed %s, request %s", seed, i)
                        .isGreaterThanOrEqualTo(TokenTurns.WINDOW);
            }
        }
    }

    private static TokenEntry claim(String claim, @Nullable String replaces) {
        return new TokenEntry.Claimed("main", claim, replaces, false);
    }

    private static TokenEntry issued(String claim) {
        return new TokenEntry.Issued("main", claim, "print", SEALED);
    }

    private static TokenEntry failed(String claim, TokenFailure cause, boolean arrived, Duration pause) {
        return new TokenEntry.Failed("main", claim, "print", cause, "", arrived, pause);
    }
}
