package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.access.Lane;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.credential.LocalTokenLog;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.quota.InMemoryPermits;
import dev.sluice.worker.quota.Watcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class SessionQuotaTest {
    private static final Claim CLAIM = new Claim("agent", Lane.INTERACTIVE, 1);
    private static final String COQL = "POST /crm/v8/coql";
    private static final String NOTES = "POST /crm/v8/Contacts/1/Notes";
    private static final String ROWS = "{\"data\":[{\"id\":\"1\"}],\"info\":{\"count\":1,\"more_records\":false}}";
    private static final String ADDED = """
            {"data":[{"code":"SUCCESS","details":{"id":"3001"},"message":"record added","status":"success"}]}""";

    private final FakeZoho zoho = new FakeZoho();
    private final InMemoryPermits permits = new InMemoryPermits(1, InstantSource.system());
    private final ZohoConnections connections = new ZohoConnections(
            FakeZoho.settings(URI.create("http://zoho.example")),
            new LocalTokenLog(InstantSource.system()),
            permits,
            InstantSource.system(),
            zoho);

    @Test
    void nothingIsSentWithoutAPermit() {
        zoho.answering(COQL, 200, ROWS);
        permits.acquire("main", Charge.CRM_QUERY, CLAIM, Instant.now().plusSeconds(5), Watcher.nobody());

        assertThat(failure(() -> session(Duration.ofMillis(100)).crm().coql("q")))
                .isInstanceOf(Failure.Expired.class);
        assertThat(zoho.asked()).isEmpty();
    }

    @Test
    void aPermitIsFreeForTheNextOnceTheAnswerIsThere() {
        zoho.answering(COQL, 200, ROWS);
        var session = session(Duration.ofSeconds(5));

        session.crm().coql("q");
        session.crm().coql("q");

        assertThat(session.requests()).isEqualTo(2);
    }

    @Test
    void aRequestThatZohoRefusedForLackOfQuotaWaitsAndGoesAgain() {
        zoho.ending(COQL, refusedFor("1")).answering(COQL, 200, ROWS);
        var session = session(Duration.ofSeconds(10));

        assertThat(session.crm().coql("q").rows()).hasSize(1);
        assertThat(session.requests()).isEqualTo(2);
    }

    @Test
    void soDoesAWrite() {
        zoho.ending(NOTES, refusedFor("1")).answering(NOTES, 201, ADDED);

        assertThat(session(Duration.ofSeconds(10))
                        .crm()
                        .createNote("Contacts", "1", new Crm.NoteText(null, "n"))
                        .id())
                .isEqualTo("3001");
    }

    @Test
    void whoHasNoTimeForThatIsToldUntilWhenAndNothingMoreIsSent() {
        zoho.ending(COQL, refusedFor("3600"));
        var session = session(Duration.ofSeconds(10));

        assertThat(failure(() -> session.crm().coql("q"))).isInstanceOf(Failure.Throttled.class);
        assertThat(failure(() -> session.crm().coql("q")))
                .isInstanceOfSatisfying(Failure.Throttled.class, throttled -> {
                    assertThat(throttled.message()).contains("nothing was sent");
                    assertThat(throttled.retryAt()).isAfter(Instant.now().plus(Duration.ofMinutes(59)));
                });
        assertThat(zoho.asked()).hasSize(1);
    }

    @Test
    void aTurnToWriteIsKeptForTheWrite() {
        zoho.answering(NOTES, 201, ADDED);
        var session = session(Duration.ofSeconds(5));

        try (var _ = session.turnToWrite()) {
            session.crm().createNote("Contacts", "1", new Crm.NoteText(null, "n"));
        }

        assertThat(zoho.asked()).hasSize(1);
    }

    @Test
    void aTurnThatWasNotUsedGoesToAnother() {
        zoho.answering(NOTES, 201, ADDED);
        session(Duration.ofSeconds(5)).turnToWrite().close();

        session(Duration.ofSeconds(5)).crm().createNote("Contacts", "1", new Crm.NoteText(null, "n"));

        assertThat(zoho.asked()).hasSize(1);
    }

    private ZohoSession session(Duration within) {
        return connections.session("main", Instant.now().plus(within), CLAIM);
    }

    private static Exchange refusedFor(String seconds) {
        var body = "{\"code\":\"TOO_MANY_REQUESTS\",\"details\":{},\"message\":\"\",\"status\":\"error\"}";
        return new Exchange.Answered(429, body.getBytes(StandardCharsets.UTF_8), seconds, null);
    }

    private static Failure failure(Runnable asking) {
        return catchThrowableOfType(CallFailed.class, asking::run).failure();
    }
}
