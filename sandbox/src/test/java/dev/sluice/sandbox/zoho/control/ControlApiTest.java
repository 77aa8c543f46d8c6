package dev.sluice.sandbox.zoho.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.fault.Latency;
import dev.sluice.sandbox.zoho.limit.LimitRules;
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
    void knowsFailuresByName() {
        caller.post("/__double/faults", """
                {"path":"/books/","times":1,"failure":"books-daily-limit"}""");

        assertThat(caller.get("/books/v3/organizations").json().path("code").asInt())
                .isEqualTo(45);
        assertThat(caller.post("/__double/faults", "{\"failure\":\"bad-luck\"}").body())
                .contains("there is no failure bad-luck");
        assertThat(caller.post("/__double/faults", "{\"path\":\"/books/\"}").body())
                .contains("a fault needs an effect");
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

        assertThat(zoho.faults().latency()).isEqualTo(new Latency.Constant(Duration.ofMillis(2)));
        caller.put("/__double/latency", """
                {"p50":"PT0.001S","p99":"PT0.01S"}""");
        assertThat(zoho.faults().latency())
                .isEqualTo(new Latency.LongTailed(Duration.ofMillis(1), Duration.ofMillis(10)));
        assertThat(caller.put("/__double/latency", "{\"p50\":\"PT1S\"}").status())
                .isEqualTo(400);
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

    @Test
    void tellsWhereEachLimitStands() {
        caller.put("/__double/limits/crm.credits", """
                {"most":100,"window":"PT2S","shape":"fixed","phase":"PT0.5S","block":"PT1S","elsewhere":0.5}""");
        caller.get("/crm/v8/org");

        JsonNode limit =
                caller.get("/__double/limits/crm.credits").json().path("limits").path(0);

        assertThat(limit.path("organisation").asString()).isEqualTo("Coastline Digital Pty Ltd");
        assertThat(limit.path("name").asString()).isEqualTo("crm.credits");
        assertThat(limit.path("rule").path("most").asInt()).isEqualTo(100);
        assertThat(limit.path("rule").path("shape").asString()).isEqualTo("fixed");
        assertThat(limit.path("rule").path("window").asString()).isEqualTo("PT2S");
        assertThat(limit.path("admitted").asInt()).isEqualTo(1);
        assertThat(limit.path("refused").asInt()).isZero();
        assertThat(limit.path("peak").asInt()).isEqualTo(1);
    }

    @Test
    void spendsAndResetsLimits() {
        caller.put("/__double/limits/books.day", "{\"most\":10}");
        caller.post("/__double/limits/books.day/spend", "{\"units\":4}");
        assertThat(used("books.day")).isEqualTo(4);

        caller.delete("/__double/limits");

        assertThat(used("books.day")).isZero();
    }

    private int used(String limit) {
        return caller.get("/__double/limits/" + limit)
                .json()
                .path("limits")
                .path(0)
                .path("used")
                .asInt();
    }

    @Test
    void setsAllLimitsToAPreset() {
        assertThat(caller.put("/__double/limits", "{\"preset\":\"real\"}").status())
                .isEqualTo(204);
        assertThat(zoho.limits().rules()).isEqualTo(LimitRules.real());
        assertThat(caller.put("/__double/limits", "{\"preset\":\"surreal\"}").body())
                .contains("expected real, lenient, off");
    }

    @Test
    void saysWhatIsWrongWithAnOrderAboutLimits() {
        assertThat(caller.put("/__double/limits/crm.bucks", "{}").body()).contains("there is no limit crm.bucks");
        assertThat(caller.put("/__double/limits/crm.concurrent", "{\"window\":\"PT1S\"}")
                        .body())
                .contains("nothing but: most");
        assertThat(caller.put("/__double/limits/crm.credits", "{\"most\":-1}").body())
                .contains("most is -1");
        assertThat(caller.get("/__double/limits?organisation=Nobody").status()).isEqualTo(404);
    }

    @Test
    void givesCodesThatAreGoodOnceForTheScopesAskedFor() {
        JsonNode code = caller.post("/__double/codes", """
                {"scopes":["ZohoCRM.org.READ","ZohoCRM.imaginary.READ"],"lifetime":"PT10M"}""").json();
        String exchange = "grant_type=authorization_code&client_id="
                + code.path("clientId").asString()
                + "&client_secret=" + zoho.account().clientSecret() + "&code="
                + code.path("code").asString();

        JsonNode granted = caller.form("/oauth/v2/token", exchange).json();

        assertThat(granted.path("scope").asString()).isEqualTo("ZohoCRM.org.READ");
        assertThat(granted.path("refresh_token").asString()).startsWith("1000.");
        assertThat(caller.form("/oauth/v2/token", exchange).json().path("error").asString())
                .isEqualTo("invalid_code");
        assertThat(caller.post("/__double/codes", "{\"scopes\":[]}").status()).isEqualTo(400);
        assertThat(caller.post("/__double/codes", "{\"scopes\":[\"ZohoCRM.org.READ\"],\"user\":\"no@one\"}")
                        .body())
                .contains("there is no user no@one");
    }

    @Test
    void endsAllAccessTokens() {
        caller.delete("/__double/tokens");

        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(401);
    }
}
