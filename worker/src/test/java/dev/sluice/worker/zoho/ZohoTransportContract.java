package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every transport promises, be it real or in memory. */
abstract class ZohoTransportContract {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What Zoho does with the next request. */
    sealed interface Upstream {
        record Answers(int status, String body) implements Upstream {}

        record HangsUp() implements Upstream {}

        record IsNotThere() implements Upstream {}
    }

    /** A transport to an upstream that does as told, at {@link #address}. */
    abstract ZohoTransport transportTo(Upstream upstream);

    abstract URI address();

    @Test
    void anAnswerComesAsItIs() {
        var transport = transportTo(new Upstream.Answers(200, "{\"code\":0,\"name\":\"Mai Trần\"}"));

        assertThat(transport.send(get(), PATIENCE)).isInstanceOfSatisfying(Exchange.Answered.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"code\":0,\"name\":\"Mai Trần\"}");
        });
    }

    @Test
    void anErrorIsAnAnswerToo() {
        var transport = transportTo(new Upstream.Answers(503, "<html>busy</html>"));

        assertThat(transport.send(get(), PATIENCE))
                .isInstanceOfSatisfying(
                        Exchange.Answered.class,
                        answer -> assertThat(answer.status()).isEqualTo(503));
    }

    @Test
    void anAnswerMayHaveNoBody() {
        var transport = transportTo(new Upstream.Answers(204, ""));

        assertThat(transport.send(get(), PATIENCE))
                .isInstanceOfSatisfying(
                        Exchange.Answered.class,
                        answer -> assertThat(answer.body()).isEmpty());
    }

    @Test
    void aRequestThatWasReadAndNotAnsweredIsUnanswered() {
        var transport = transportTo(new Upstream.HangsUp());

        assertThat(transport.send(post(), PATIENCE)).isInstanceOf(Exchange.Unanswered.class);
    }

    @Test
    void whereNobodyIsNothingIsSent() {
        var transport = transportTo(new Upstream.IsNotThere());

        assertThat(transport.send(post(), PATIENCE)).isInstanceOf(Exchange.NotSent.class);
    }

    ZohoRequest get() {
        return new ZohoRequest(ZohoRequest.Method.GET, address().resolve("/crm/v8/Contacts?fields=id"), null, null);
    }

    ZohoRequest post() {
        return new ZohoRequest(
                ZohoRequest.Method.POST,
                address().resolve("/crm/v8/Notes"),
                null,
                new ZohoRequest.Body("application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    }
}
