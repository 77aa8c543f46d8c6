package dev.sluice.sandbox.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Fault;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What each product says when it has been asked too much. */
final class LimitedRequestsTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults()
            .withClock(clock)
            .withTokens(TokenRules.REAL.withLifetime(Duration.ofDays(2)))
            .withLimits(LimitRules.real()));

    @AutoClose
    private final Caller caller = Caller.of(zoho);

    private final String books =
            "/books/v3/invoices?organization_id=" + zoho.account().organizationId();
    private final String projects = "/api/v3/portal/" + zoho.account().portalId() + "/projects";

    @Test
    void booksBlocksForAnHourAndSaysSo() {
        zoho.limits().change(LimitName.BOOKS_MINUTE, LimitChange.most(2));
        caller.get(books);
        caller.get(books);

        Caller.Answer refused = caller.get(books);
        clock.advance(Duration.ofMinutes(59));
        Caller.Answer later = caller.get(books);
        clock.advance(Duration.ofMinutes(1));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("code").asInt()).isEqualTo(43);
        assertThat(refused.response().headers().firstValue("Retry-After")).contains("3600");
        assertThat(later.response().headers().firstValue("Retry-After")).contains("60");
        assertThat(caller.get(books).status()).isEqualTo(200);
    }

    @Test
    void booksWithoutABlockRefusesTheMinute() {
        zoho.limits().change(LimitName.BOOKS_MINUTE, new LimitChange(1L, null, null, null, Duration.ZERO, null, null));
        caller.get(books);

        assertThat(caller.get(books).json().path("code").asInt()).isEqualTo(44);
        clock.advance(Duration.ofMinutes(1));
        assertThat(caller.get(books).status()).isEqualTo(200);
    }

    @Test
    void booksCountsTheDay() {
        zoho.limits().change(LimitName.BOOKS_DAY, LimitChange.most(1_000));
        zoho.limits().spendElsewhere(LimitName.BOOKS_DAY, 1_000);

        Caller.Answer refused = caller.get(books);

        assertThat(refused.json().path("code").asInt()).isEqualTo(45);
        assertThat(refused.json().path("message").asString()).endsWith("maximum call rate limit of 1,000");
    }

    @Test
    void booksCountsRequestsUnderWay() throws Exception {
        zoho.limits().change(LimitName.BOOKS_CONCURRENT, LimitChange.most(1));

        assertThat(whileAnotherIsUnderWay(books, LimitName.BOOKS_CONCURRENT)
                        .json()
                        .path("code")
                        .asInt())
                .isEqualTo(1070);
    }

    @Test
    void crmTellsWhatIsLeftOnceHalfIsUsed() {
        zoho.limits().change(LimitName.CRM_CREDITS, LimitChange.most(4));

        Caller.Answer first = caller.get("/crm/v8/org");
        Caller.Answer second = caller.get("/crm/v8/org");
        caller.get("/crm/v8/org");
        caller.get("/crm/v8/org");
        Caller.Answer fifth = caller.get("/crm/v8/org");

        assertThat(first.response().headers().firstValue("X-API-CREDITS-REMAINING"))
                .isEmpty();
        assertThat(second.response().headers().firstValue("X-API-CREDITS-REMAINING"))
                .contains("2");
        assertThat(fifth.status()).isEqualTo(429);
        assertThat(fifth.json().path("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(fifth.response().headers().firstValue("X-API-CREDITS-REMAINING"))
                .contains("0");
        assertThat(fifth.response().headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void crmCreditsComeBackAfterADay() {
        zoho.limits().change(LimitName.CRM_CREDITS, LimitChange.most(1));
        caller.get("/crm/v8/org");
        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(429);

        clock.advance(Duration.ofHours(24));

        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(200);
    }

    @Test
    void aQueryCostsByItsLimitAndAWriteByItsRecords() {
        caller.coql("select Deal_Name from Deals where id is not null limit 200");
        assertThat(credits()).isEqualTo(1);
        caller.coql("select Deal_Name from Deals where id is not null limit 10, 201");
        assertThat(credits()).isEqualTo(3);
        caller.coql("select Deal_Name from Deals where id is not null limit 2000");
        assertThat(credits()).isEqualTo(6);
        caller.post("/crm/v8/Notes", "{\"data\":[" + "{},".repeat(10) + "{}]}");
        assertThat(credits()).isEqualTo(8);
    }

    private long credits() {
        return zoho.limits().state(LimitName.CRM_CREDITS).used();
    }

    @Test
    void queriesUnderWayAreCountedApart() throws Exception {
        zoho.limits().change(LimitName.CRM_SUB_CONCURRENT, LimitChange.most(1));
        String sorted = "/crm/v8/Deals?fields=Deal_Name&sort_by=id";

        Caller.Answer refused = whileAnotherIsUnderWay(sorted, LimitName.CRM_SUB_CONCURRENT);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(caller.get("/crm/v8/org").status()).isEqualTo(200);
    }

    @Test
    void projectsLocksAUrlPatternAndProlongsTheLock() {
        zoho.limits().change(LimitName.PROJECTS_URL, LimitChange.most(1));
        caller.get(projects + "/1/tasks?page=1");

        Caller.Answer refused = caller.get(projects + "/2/tasks?page=1");
        Caller.Answer other = caller.get(projects + "?page=1");
        clock.advance(Duration.ofMinutes(21));
        Caller.Answer early = caller.get(projects + "/3/tasks?page=1");
        clock.advance(Duration.ofMinutes(21));
        Caller.Answer stillEarly = caller.get(projects + "/3/tasks?page=1");
        clock.advance(Duration.ofMinutes(22));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").path("title").asString())
                .isEqualTo("URL_ROLLING_THROTTLES_LIMIT_EXCEEDED");
        assertThat(refused.body())
                .contains("Cannot execute more than 1 requests per API in 2 minutes")
                .contains("Try again after 22 minutes");
        assertThat(other.status()).isEqualTo(200);
        assertThat(early.status()).isEqualTo(400);
        assertThat(stillEarly.status()).isEqualTo(400);
        assertThat(caller.get(projects + "/"
                                + zoho.data().projects().projects().getFirst().id() + "/tasks?page=1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void requestsWithoutATokenCountAgainstNothing() {
        try (Caller nobody = caller.withToken(null)) {
            nobody.get("/crm/v8/org");
        }

        assertThat(zoho.limits().state(LimitName.CRM_CREDITS).admitted()).isZero();
    }

    /** What a request gets while another of the kind is being answered. */
    private Caller.Answer whileAnotherIsUnderWay(String path, LimitName limit) throws Exception {
        zoho.faults().order(Fault.once(path.split("\\?", -1)[0], new Effect.Delay(Duration.ofSeconds(20))));
        try (HttpClient slow = HttpClient.newHttpClient()) {
            CompletableFuture<?> answer =
                    slow.sendAsync(caller.request(path).GET().build(), BodyHandlers.discarding());
            await(() -> zoho.limits().state(limit).used() == 1);
            try {
                return caller.get(path);
            } finally {
                answer.cancel(true);
                slow.shutdownNow();
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
