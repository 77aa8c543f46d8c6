package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class AccessTokensTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void oneRequestServesAllWhoWait() throws InterruptedException, ExecutionException {
        var letGo = new CountDownLatch(1);
        var tokens = tokens(number -> {
            awaitQuietly(letGo);
            return issued(number, HOUR);
        });

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<AccessToken>>();
            for (int i = 0; i < 100; i++) {
                waiting.add(executor.submit(() -> tokens.current(soon())));
            }
            letGo.countDown();
            for (var one : waiting) {
                assertThat(one.get().value().reveal()).isEqualTo("token-1");
            }
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void aTokenIsUsedUntilItAges() {
        var tokens = tokens(number -> issued(number, HOUR));

        tokens.current(soon());
        clock.advance(Duration.ofMinutes(54));

        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void anAgeingTokenIsHandedOutWhileItsSuccessorIsFetched() {
        var tokens = tokens(number -> issued(number, HOUR));
        tokens.current(soon());

        clock.advance(Duration.ofMinutes(56));

        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-1");
        await().until(() -> tokens.current(soon()).value().reveal().equals("token-2"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void aShortLivedTokenIsNotRenewedBeforeHalfItsLife() {
        var tokens = tokens(number -> issued(number, Duration.ofMinutes(4)));
        tokens.current(soon());

        clock.advance(Duration.ofSeconds(119));
        tokens.current(soon());

        assertThat(asked).hasValue(1);
    }

    @Test
    void anExpiredTokenIsNotHandedOut() {
        var tokens = tokens(number -> issued(number, HOUR));
        tokens.current(soon());

        clock.advance(HOUR);

        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-2");
    }

    @Test
    void aRefusedTokenIsReplaced() {
        var tokens = tokens(number -> issued(number, HOUR));

        assertThat(tokens.giveUp(tokens.current(soon()))).isTrue();

        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-2");
    }

    @Test
    void whoComesLateWithARefusedTokenGetsTheOneThatReplacedIt() {
        var tokens = tokens(number -> issued(number, HOUR));
        var refused = tokens.current(soon());
        tokens.giveUp(refused);
        tokens.current(soon());

        assertThat(tokens.giveUp(refused)).isTrue();

        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aReplacementThatIsRefusedAtOnceIsNotReplacedAgain() {
        var tokens = tokens(number -> issued(number, HOUR));
        tokens.giveUp(tokens.current(soon()));

        assertThat(tokens.giveUp(tokens.current(soon()))).isFalse();

        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-2");
    }

    @Test
    void neverMoreThanEightAreAskedForInTenMinutes() {
        var tokens = tokens(number -> issued(number, Duration.ofSeconds(1)));
        for (int i = 0; i < TokenTurns.MOST_REQUESTS; i++) {
            tokens.current(soon());
            clock.advance(Duration.ofSeconds(2));
        }

        var failure = failure(tokens);

        assertThat(failure)
                .isInstanceOfSatisfying(
                        Failure.Throttled.class,
                        throttled -> assertThat(throttled.retryAt()).isEqualTo("2026-11-23T10:10:20Z"));
        assertThat(asked).hasValue(8);
        clock.advance(Duration.ofMinutes(10).plus(TokenTurns.HOLD));
        tokens.current(soon());
        assertThat(asked).hasValue(9);
    }

    @Test
    void throttledByZohoItWaitsTheTimeOut() {
        var tokens = tokens(number -> number == 1 ? new TokenReply.Throttled() : issued(number, HOUR));

        assertThat(failure(tokens)).isInstanceOf(Failure.Throttled.class);
        clock.advance(Duration.ofMinutes(9));
        assertThat(failure(tokens)).isInstanceOf(Failure.Throttled.class);
        assertThat(asked).hasValue(1);

        clock.advance(Duration.ofMinutes(1));
        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-2");
    }

    @Test
    void refusedCredentialsAreToldWithWhatToDoAndTriedAgainSlowly() {
        var tokens = tokens(_ -> new TokenReply.Refused(TokenReply.Reason.REFRESH_TOKEN));

        for (int i = 0; i < 600; i++) {
            assertThat(failure(tokens))
                    .isInstanceOf(Failure.NotPermitted.class)
                    .satisfies(failure -> assertThat(failure.message())
                            .contains("zoho.main.data-centre")
                            .contains("connect the organisation again"));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(asked).hasValue(TokenTurns.MOST_REQUESTS);
    }

    @Test
    void anOutageDoesNotUseUpTheRequestsOfTenMinutes() {
        var tokens =
                tokens(number -> number <= 20 ? new TokenReply.Unavailable("refused", false) : issued(number, HOUR));

        while (asked.get() < 20) {
            assertThat(failure(tokens)).isInstanceOf(Failure.Unavailable.class);
            clock.advance(Duration.ofSeconds(1));
        }
        clock.advance(Duration.ofMinutes(2));

        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-21");
    }

    @Test
    void whoHasNoTimeLeftDoesNotWaitForASlowEndpoint() {
        var letGo = new CountDownLatch(1);
        var tokens = tokens(number -> {
            awaitQuietly(letGo);
            return issued(number, HOUR);
        });

        var failed = catchThrowableOfType(CallFailed.class, () -> tokens.current(clock.instant()));

        assertThat(failed.failure()).isInstanceOf(Failure.Unavailable.class);
        letGo.countDown();
        assertThat(tokens.current(soon()).value().reveal()).isEqualTo("token-1");
    }

    @Test
    void credentialsThatCannotBeReadAreAnOperatorsMatter() {
        var tokens = AccessTokens.follow(
                new LocalTokenLog(clock),
                "main",
                () -> {
                    throw new UnusableCredentials("chmod 600 /etc/zoho.json");
                },
                _ -> new TokenReply.Throttled(),
                clock);

        assertThat(failure(tokens))
                .isInstanceOf(Failure.NotPermitted.class)
                .satisfies(failure -> assertThat(failure.message()).doesNotContain("/etc"));
    }

    @Test
    void noTextShowsAToken() {
        var tokens = tokens(number -> issued(number, HOUR));

        assertThat(tokens.current(soon()).toString()).doesNotContain("token-1");
        assertThat(tokens.toString()).doesNotContain("token-1");
        assertThat(issued(1, HOUR).toString()).doesNotContain("token-1");
    }

    private AccessTokens tokens(IntFunction<TokenReply> endpoint) {
        var credentials = new ZohoCredentials("id", new Secret("secret"), new Secret("refresh"), DataCentre.US);
        return AccessTokens.follow(
                new LocalTokenLog(clock),
                "main",
                () -> credentials,
                _ -> endpoint.apply(asked.incrementAndGet()),
                clock);
    }

    private Instant soon() {
        return clock.instant().plusSeconds(30);
    }

    private Failure failure(AccessTokens tokens) {
        return catchThrowableOfType(CallFailed.class, () -> tokens.current(soon()))
                .failure();
    }

    private static TokenReply issued(int number, Duration life) {
        return new TokenReply.Issued(new Secret("token-" + number), null, life);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
