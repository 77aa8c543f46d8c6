package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several workers with one connection. */
final class SharedAccessTokensTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZohoCredentials CREDENTIALS = credentials("secret", "refresh");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final LocalTokenLog log = new LocalTokenLog(clock);

    /** The refresh token of each request for an access token. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final List<Boolean> rotations = new CopyOnWriteArrayList<>();

    @Test
    void whatOneIsGivenServesAll() {
        var first = worker(CREDENTIALS);
        var second = worker(CREDENTIALS);

        var token = first.current(soon());

        assertThat(second.current(soon())).isEqualTo(token);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whileOneAsksTheOthersWait() throws Exception {
        var letGo = new CountDownLatch(1);
        var workers = new ArrayList<AccessTokens>();
        for (int i = 0; i < 20; i++) {
            workers.add(worker(() -> CREDENTIALS, _ -> {
                awaitQuietly(letGo);
                return issued();
            }));
        }

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = workers.stream()
                    .map(worker -> executor.submit(() -> worker.current(soon())))
                    .toList();
            letGo.countDown();
            for (var one : waiting) {
                assertThat(one.get().value().reveal()).isEqualTo("token-1");
            }
        }

        assertThat(asked).hasSize(1);
    }

    @Test
    void aTokenThatAgesIsReplacedOnceForAll() {
        var workers = List.of(worker(CREDENTIALS), worker(CREDENTIALS), worker(CREDENTIALS));
        workers.forEach(worker -> worker.current(soon()));

        clock.advance(HOUR);

        assertThat(workers)
                .allSatisfy(worker ->
                        assertThat(worker.current(soon()).value().reveal()).isEqualTo("token-2"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aTokenThatTwoSeeRefusedIsReplacedOnce() {
        var first = worker(CREDENTIALS);
        var second = worker(CREDENTIALS);
        var refused = first.current(soon());
        second.current(soon());

        assertThat(first.giveUp(refused)).isTrue();
        assertThat(second.giveUp(refused)).isTrue();

        assertThat(second.current(soon()).value().reveal()).isEqualTo("token-2");
        assertThat(first.current(soon()).value().reveal()).isEqualTo("token-2");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aReplacementThatAnotherWorkerSeesRefusedIsNotReplacedAgain() {
        var first = worker(CREDENTIALS);
        var second = worker(CREDENTIALS);
        first.giveUp(first.current(soon()));
        var replacement = first.current(soon());
        second.current(soon());

        assertThat(second.giveUp(replacement)).isFalse();
    }

    @Test
    void aWorkerThatDiesInItsTurnHoldsTheOthersUpNoLongerThanTheTurn() {
        log.append(new TokenEntry.Claimed("main", "of one who died", null, false));
        var worker = worker(CREDENTIALS);
        clock.advance(TokenTurns.HOLD);

        assertThat(worker.current(soon()).value().reveal()).isEqualTo("token-1");
    }

    @Test
    void onesFailureHoldsAllBack() {
        var first = worker(() -> CREDENTIALS, _ -> new TokenReply.Throttled());
        var second = worker(CREDENTIALS);

        assertThat(failure(first)).isInstanceOf(Failure.Throttled.class);
        assertThat(failure(second)).isInstanceOf(Failure.Throttled.class);
        clock.advance(TokenTurns.WINDOW);

        assertThat(second.current(soon()).value().reveal()).isEqualTo("token-2");
    }

    @Test
    void allTogetherNeverAskMoreThanEightTimesInTenMinutes() {
        for (int i = 0; i < TokenTurns.MOST_REQUESTS; i++) {
            var worker =
                    worker(() -> CREDENTIALS, _ -> new TokenReply.Issued(new Secret("t"), null, Duration.ofSeconds(1)));
            worker.current(soon());
            clock.advance(Duration.ofSeconds(2));
        }
        var oneMore = worker(CREDENTIALS);

        assertThat(failure(oneMore)).isInstanceOf(Failure.Throttled.class);
        assertThat(asked).hasSize(TokenTurns.MOST_REQUESTS);
    }

    @Test
    void aTokenSealedUnderAnotherSecretIsNoToken() {
        worker(credentials("old-secret", "refresh")).current(soon());

        var worker = worker(credentials("new-secret", "refresh"));

        assertThat(worker.current(soon()).value().reveal()).isEqualTo("token-2");
    }

    @Test
    void andCostsNoMoreThanOneLookAtTheCredentials() {
        var reads = new AtomicInteger();
        worker(credentials("old-secret", "refresh")).current(soon());
        log.append(
                new TokenEntry.Failed("main", "another", "print", TokenFailure.THROTTLED, "", true, TokenTurns.WINDOW));
        var worker = worker(
                () -> {
                    reads.incrementAndGet();
                    return credentials("new-secret", "refresh");
                },
                _ -> issued());

        for (int i = 0; i < 3; i++) {
            assertThat(failure(worker)).isInstanceOf(Failure.Throttled.class);
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void aRotatedRefreshTokenIsUsedWithTheNextRequest() {
        var source = new Rotating(CREDENTIALS, null);
        var worker = worker(source, _ -> issued());
        worker.current(soon());

        source.current = credentials("secret", "rotated");
        clock.advance(HOUR);
        worker.current(soon());

        assertThat(asked).containsExactly("refresh", "rotated");
    }

    @Test
    void whenTheCurrentCredentialsAreRefusedThoseBeforeThemServe() {
        var source = new Rotating(credentials("secret", "broken"), CREDENTIALS);
        var worker = worker(source, SharedAccessTokensTest::unlessBroken);

        assertThat(worker.current(soon()).value().reveal()).startsWith("token");
        assertThat(asked).containsExactly("broken", "refresh");
    }

    @Test
    void otherCredentialsThanBeforeAreToldOnce() {
        var source = new Rotating(CREDENTIALS, null);
        var worker = worker(source, _ -> issued());
        worker.current(soon());
        source.current = credentials("secret", "rotated");

        for (int hour = 1; hour <= 3; hour++) {
            clock.advance(HOUR);
            worker.current(soon());
        }

        assertThat(rotations).containsExactly(false);
    }

    @Test
    void goingBackToThoseBeforeTheCurrentOnesIsToldAsSuch() {
        var source = new Rotating(credentials("secret", "first"), CREDENTIALS);
        var worker = worker(source, SharedAccessTokensTest::unlessBroken);
        worker.current(soon());
        source.current = credentials("secret", "broken");

        clock.advance(HOUR);
        worker.current(soon());

        assertThat(rotations).containsExactly(true);
    }

    @Test
    void andAllWorkersKnowItFromThenOn() {
        var first = worker(
                new Rotating(credentials("secret", "broken"), CREDENTIALS), SharedAccessTokensTest::unlessBroken);
        var second = worker(
                new Rotating(credentials("secret", "broken"), CREDENTIALS), SharedAccessTokensTest::unlessBroken);
        first.current(soon());

        clock.advance(HOUR);
        second.current(soon());

        assertThat(asked).containsExactly("broken", "refresh", "refresh");
    }

    @Test
    void whenBothAreRefusedItIsAnOperatorsMatter() {
        var source = new Rotating(credentials("secret", "broken"), credentials("secret", "broken too"));
        var worker = worker(source, SharedAccessTokensTest::unlessBroken);

        assertThat(failure(worker)).isInstanceOf(Failure.NotPermitted.class);
        assertThat(asked).containsExactly("broken", "broken too");
        assertThat(failure(worker)).isInstanceOf(Failure.NotPermitted.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aStoreThatIsAwayCostsNoRequest() {
        var worker = worker(
                () -> {
                    throw new UnreachableCredentials("AWS gave no answer");
                },
                _ -> issued());

        assertThat(failure(worker)).isInstanceOf(Failure.Unavailable.class);
        assertThat(asked).isEmpty();
    }

    private AccessTokens worker(ZohoCredentials credentials) {
        return worker(() -> credentials, _ -> issued());
    }

    private AccessTokens worker(CredentialSource source, Function<ZohoCredentials, TokenReply> endpoint) {
        return AccessTokens.follow(
                log,
                "main",
                source,
                credentials -> {
                    asked.add(credentials.refreshToken().reveal());
                    return endpoint.apply(credentials);
                },
                clock,
                (_, fallback) -> rotations.add(fallback));
    }

    private TokenReply issued() {
        return new TokenReply.Issued(new Secret("token-" + asked.size()), null, HOUR);
    }

    private static TokenReply unlessBroken(ZohoCredentials credentials) {
        return credentials.refreshToken().reveal().startsWith("broken")
                ? new TokenReply.Refused(TokenReply.Reason.REFRESH_TOKEN)
                : new TokenReply.Issued(new Secret("token"), null, HOUR);
    }

    private Failure failure(AccessTokens tokens) {
        return catchThrowableOfType(CallFailed.class, () -> tokens.current(soon()))
                .failure();
    }

    private Instant soon() {
        return clock.instant().plusSeconds(30);
    }

    private static ZohoCredentials credentials(String clientSecret, String refreshToken) {
        return new ZohoCredentials("1000.A", new Secret(clientSecret), new Secret(refreshToken), DataCentre.AU);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Rotating implements CredentialSource {
        private volatile ZohoCredentials current;
        private final Optional<ZohoCredentials> previous;

        private Rotating(ZohoCredentials current, @Nullable ZohoCredentials previous) {
            this.current = current;
            this.previous = Optional.ofNullable(previous);
        }

        @Override
        public ZohoCredentials read() {
            return current;
        }

        @Override
        public Optional<ZohoCredentials> previous() {
            return previous;
        }
    }
}
