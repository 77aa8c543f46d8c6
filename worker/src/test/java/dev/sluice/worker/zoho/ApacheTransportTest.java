package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.zoho.StubServer.Act;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApacheTransportTest extends ZohoTransportContract {
    private final ApacheTransport transport = new ApacheTransport(2, Duration.ofSeconds(2));
    private StubServer server = new StubServer(_ -> Act.Answer.of(200, "{}"));

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Override
    ZohoTransport transportTo(Upstream upstream) {
        switch (upstream) {
            case Upstream.Answers answers -> serve(Act.Answer.of(answers.status(), answers.body()));
            case Upstream.HangsUp _ -> serve(new Act.HangUp());
            case Upstream.IsNotThere _ -> server.close();
        }
        return transport;
    }

    @Override
    URI address() {
        return server.address();
    }

    @Test
    void theTokenGoesIntoZohosHeaderAndTheHeadersThatMatterComeBack() {
        serve(Act.Answer.of(429, "{}", "Retry-After: 3600", "X-API-CREDITS-REMAINING: 7"));

        var answer = transport.send(
                new ZohoRequest(ZohoRequest.Method.GET, address(), new Secret("1000.a.b"), null), PATIENCE);

        assertThat(answer).isInstanceOfSatisfying(Exchange.Answered.class, answered -> {
            assertThat(answered.retryAfter()).isEqualTo("3600");
            assertThat(answered.creditsRemaining()).isEqualTo("7");
        });
        assertThat(server.received().getFirst().headers())
                .contains("Authorization: Zoho-oauthtoken 1000.a.b")
                .noneMatch(header -> header.startsWith("Cookie") || header.startsWith("Accept-Encoding"));
    }

    @Test
    void aBodyIsSentWithItsType() {
        transport.send(post(), PATIENCE);

        var request = server.received().getFirst();
        assertThat(request.line()).isEqualTo("POST /crm/v8/Notes HTTP/1.1");
        assertThat(request.headers()).contains("Content-Type: application/json");
        assertThat(request.body()).isEqualTo("{}");
    }

    @Test
    void connectionsAreKept() {
        transport.send(get(), PATIENCE);
        transport.send(get(), PATIENCE);

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatZohoClosedMeanwhileIsNotUsed() {
        try (var careful = new ApacheTransport(2, Duration.ofSeconds(2), Duration.ZERO)) {
            careful.send(post(), PATIENCE);
            server.hangUp();

            assertThat(careful.send(post(), PATIENCE)).isInstanceOf(Exchange.Answered.class);
        }
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void nothingIsSentTwice() {
        serve(new Act.HangUp());

        transport.send(get(), PATIENCE);

        assertThat(server.received()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        serve(Act.Answer.of(302, "", "Location: /elsewhere"));

        assertThat(transport.send(get(), PATIENCE))
                .isInstanceOfSatisfying(
                        Exchange.Answered.class,
                        answer -> assertThat(answer.status()).isEqualTo(302));
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void cookiesAreNotKept() {
        serve(Act.Answer.of(200, "{}", "Set-Cookie: a=b"));

        transport.send(get(), PATIENCE);
        transport.send(get(), PATIENCE);

        assertThat(server.received().getLast().headers()).noneMatch(header -> header.startsWith("Cookie"));
    }

    @Test
    void silenceEndsWithTheTimeout() {
        serve(new Act.KeepSilent());

        assertThat(transport.send(post(), Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        Exchange.Unanswered.class,
                        unanswered -> assertThat(unanswered.why()).contains("in time"));
    }

    @Test
    void anAnswerThatDribblesInEndsWithTheTimeoutToo() {
        serve(new Act.Dawdle());

        assertThat(transport.send(get(), Duration.ofMillis(200))).isInstanceOf(Exchange.Unanswered.class);
    }

    @Test
    void anAnswerThatBreaksOffIsNone() {
        serve(new Act.BreakOff());

        assertThat(transport.send(get(), PATIENCE)).isInstanceOf(Exchange.Unanswered.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        serve(Act.Answer.of(200, "x".repeat(4 * 1024 * 1024 + 1)));

        assertThat(transport.send(get(), PATIENCE)).isInstanceOf(Exchange.Unanswered.class);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysPending() throws Exception {
        serve(new Act.KeepSilent());
        var ended = new CompletableFuture<Exchange>();
        var interrupted = new CompletableFuture<Boolean>();

        var waiting = Thread.ofVirtual().start(() -> {
            ended.complete(transport.send(post(), Duration.ofSeconds(30)));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        server.awaitRequest();
        waiting.interrupt();

        assertThat(ended.get()).isInstanceOf(Exchange.Unanswered.class);
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void whenAllConnectionsAreInUseNothingIsSent() throws Exception {
        var letGo = new CountDownLatch(1);
        var arrived = new ArrayBlockingQueue<String>(2);
        server.close();
        server = new StubServer(request -> {
            arrived.add(request.line());
            awaitQuietly(letGo);
            return Act.Answer.of(200, "{}");
        });
        var busy = List.of(
                Thread.ofVirtual().start(() -> transport.send(get(), PATIENCE)),
                Thread.ofVirtual().start(() -> transport.send(get(), PATIENCE)));
        arrived.take();
        arrived.take();

        var third = transport.send(get(), Duration.ofMillis(50));

        assertThat(third).isInstanceOf(Exchange.NotSent.class);
        letGo.countDown();
        for (var thread : busy) {
            thread.join();
        }
    }

    @Test
    void whyItFailedDoesNotTellWhatWasAsked() {
        serve(new Act.HangUp());
        var secret = new ZohoRequest(
                ZohoRequest.Method.GET, address().resolve("/books/v3/invoices?customer_name=Tran"), null, null);

        assertThat(transport.send(secret, PATIENCE).toString()).doesNotContain("Tran");
        assertThat(secret.toString()).doesNotContain("Tran");
    }

    private void serve(Act act) {
        server.close();
        server = new StubServer(_ -> act);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
