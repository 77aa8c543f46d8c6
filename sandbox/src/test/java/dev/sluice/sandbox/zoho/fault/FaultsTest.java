package dev.sluice.sandbox.zoho.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

final class FaultsTest {

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults());

    @AutoClose
    private final Caller caller = Caller.of(zoho);

    private final Contact mai = zoho.data().crm().contacts().all().getFirst();

    @Test
    void aFaultHappensAsOftenAsOrdered() {
        zoho.faults()
                .order(Fault.once("/crm/v8/org", Failures.crmTooManyRequests()).repeated(2));

        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(429);
        assertThat(caller.get("/crm/v8/users").status()).isEqualTo(200);
        assertThat(caller.get("/crm/v8/org").json().path("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(200);
        assertThat(zoho.faults().pending()).isEmpty();
    }

    @Test
    void aFaultMayLastUntilItIsCleared() {
        zoho.faults().order(Fault.always("/crm/", Failures.htmlErrorPage()));

        assertThat(caller.get("/crm/v8/org").body()).startsWith("<html>");
        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(500);
        zoho.faults().clear();
        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(200);
    }

    @Test
    void aFaultMayConcernOneMethod() {
        zoho.faults().order(Fault.once("/crm/v8/", Failures.crmInternalError()).onlyFor("POST"));

        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(200);
        assertThat(addNote().status()).isEqualTo(500);
    }

    @Test
    void aFaultMayConcernAShareOfTheRequests() {
        zoho.faults()
                .order(Fault.always("/crm/v8/org", Failures.crmInternalError()).of(0.3));
        int failed = 0;

        for (int i = 0; i < 200; i++) {
            failed += caller.get("/crm/v8/org").status() == 500 ? 1 : 0;
        }

        assertThat(failed).isBetween(40, 80);
    }

    @Test
    void booksSaysHowLongItBlocks() {
        zoho.faults().order(Fault.once("/books/", Failures.booksBlocked(Duration.ofHours(1))));

        Caller.Answer answer = caller.get("/books/v3/organizations");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().path("code").asInt()).isEqualTo(43);
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("3600");
    }

    @Test
    void projectsSaysSoInProse() {
        zoho.faults().order(Fault.once("/api/v3/", Failures.projectsThrottled(Duration.ofMinutes(22))));

        Caller.Answer answer = caller.get("/api/v3/portals");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("title").asString())
                .isEqualTo("URL_ROLLING_THROTTLES_LIMIT_EXCEEDED");
        assertThat(answer.body()).contains("22 minutes");
    }

    @Test
    void everyCannedFailureIsWhatItSaysItIs() {
        zoho.faults().order(Fault.once("/books/", Failures.booksDailyLimit()));
        zoho.faults().order(Fault.once("/books/", Failures.booksTooManyAtOnce()));
        zoho.faults().order(Fault.once("/books/", Failures.emptyBody()));

        assertThat(caller.get("/books/v3/organizations").json().path("code").asInt())
                .isEqualTo(45);
        assertThat(caller.get("/books/v3/organizations").json().path("code").asInt())
                .isEqualTo(1070);
        assertThat(caller.get("/books/v3/organizations").body()).isEmpty();
    }

    @Test
    void aTruncatedAnswerIsNoJson() {
        zoho.faults().order(Fault.once("/crm/v8/org", new Effect.Truncate()));

        Caller.Answer answer = caller.get("/crm/v8/org");

        assertThat(answer.status()).isEqualTo(200);
        assertThatExceptionOfType(JacksonException.class).isThrownBy(answer::json);
    }

    @Test
    void aResetBreaksTheConnection() {
        zoho.faults().order(Fault.always("/crm/v8/org", new Effect.Reset(false)));

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> caller.get("/crm/v8/org"));
    }

    @Test
    void silenceAfterTheCommitLeavesTheNoteBehind() {
        int before = notes();
        zoho.faults().order(Fault.once("/crm/v8/", new Effect.Silence(true)).onlyFor("POST"));

        assertTimesOut();

        assertThat(notes()).isEqualTo(before + 1);
    }

    @Test
    void silenceBeforeTheCommitLeavesNothing() {
        int before = notes();
        zoho.faults().order(Fault.once("/crm/v8/", new Effect.Silence(false)).onlyFor("POST"));

        assertTimesOut();

        assertThat(notes()).isEqualTo(before);
        assertThat(zoho.requests().count(request -> request.status() == 0)).isEqualTo(1);
    }

    @Test
    void anErrorAfterTheCommitLeavesTheNoteBehind() {
        int before = notes();
        zoho.faults()
                .order(Fault.once("/crm/v8/Contacts", new Effect.Answer(502, "text/html", "<html>", Map.of(), true)));

        assertThat(addNote().status()).isEqualTo(502);
        assertThat(notes()).isEqualTo(before + 1);
    }

    @Test
    void latencyDelaysEveryAnswer() {
        zoho.faults().latency(Duration.ofMillis(30));
        long start = System.nanoTime();

        caller.get("/crm/v8/org");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void aDelayIsOnTopOfIt() {
        zoho.faults().order(Fault.once("/crm/v8/org", new Effect.Delay(Duration.ofMillis(40))));
        long start = System.nanoTime();

        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    private void assertTimesOut() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> caller.send(caller.request("/crm/v8/Contacts/" + mai.id() + "/Notes")
                        .timeout(Duration.ofMillis(200))
                        .POST(BodyPublishers.ofString(NOTE))))
                .withCauseInstanceOf(HttpTimeoutException.class);
    }

    private static final String NOTE = """
            {"data":[{"Note_Content":"Was it stored?"}]}""";

    private Caller.Answer addNote() {
        return caller.post("/crm/v8/Contacts/" + mai.id() + "/Notes", NOTE);
    }

    private int notes() {
        return zoho.data().crm().notesAbout(mai.id()).size();
    }
}
