package dev.sluice.sandbox.zoho.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ControlApiTest {

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults());

    @AutoClose
    private final Caller caller = Caller.of(zoho);

    @Test
    void tellsWhatItHasSeen() {
        caller.get("/crm/v8/org?x=1");

        JsonNode seen = caller.get("/__double/requests").json().path("requests");
        assertThat(seen.size()).isEqualTo(2);
        assertThat(seen.path(1).path("path").asString()).isEqualTo("/crm/v8/org");
        assertThat(seen.path(1).path("query").asString()).isEqualTo("x=1");
        assertThat(seen.path(1).path("status").asInt()).isEqualTo(200);

        assertThat(caller.delete("/__double/requests").status()).isEqualTo(204);
        assertThat(zoho.requests().list()).isEmpty();
    }

    @Test
    void takesOrdersForFaults() {
        caller.post("/__double/faults", """
                {"path":"/crm/v8/org","method":"GET","times":1,
                 "effect":{"kind":"answer","status":503,"contentType":"text/plain","body":"down","headers":{"X-A":"b"}}}""");

        assertThat(caller.get("/__double/faults")
                        .json()
                        .path("faults")
                        .path(0)
                        .path("times")
                        .asInt())
                .isEqualTo(1);
        Caller.Answer answer = caller.get("/crm/v8/org");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("down");
        assertThat(answer.response().headers().firstValue("X-A")).contains("b");
    }

    @Test
    void forgetsFaults() {
        caller.post("/__double/faults", """
                {"path":"/crm","effect":{"kind":"silence","afterCommit":true}}""");
        assertThat(zoho.faults().pending()).hasSize(1);

        caller.delete("/__double/faults");

        assertThat(zoho.faults().pending()).isEmpty();
    }

    @Test
    void setsTheLatency() {
        caller.put("/__double/latency", """
                {"latency":"PT0.002S"}""");

        assertThat(zoho.faults().latency()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void tellsHowToConnectAndWhatWasNoted() {
        assertThat(caller.get("/__double/account").json().path("refreshToken").asString())
                .isEqualTo(zoho.account().refreshToken());
        assertThat(caller.get("/__double/notes").json().path("notes").size())
                .isEqualTo(zoho.data().crm().notes().all().size());
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThat(caller.get("/__double/nonsense").status()).isEqualTo(404);
        assertThat(caller.post("/__double/faults", "{").status()).isEqualTo(400);
    }
}
