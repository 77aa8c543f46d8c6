package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.common.audit.SentRequest;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.credential.ManualClock;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class HttpZohoSessionTest {
    private static final String COQL = "POST /crm/v8/coql";
    private static final String NOTES = "POST /crm/v8/Contacts/1/Notes";
    private static final String ROWS = "{\"data\":[{\"id\":\"1\"}],\"info\":{\"count\":1,\"more_records\":false}}";
    private static final String DEAD_TOKEN =
            "{\"code\":\"INVALID_TOKEN\",\"details\":{},\"message\":\"invalid oauth token\",\"status\":\"error\"}";
    private static final String ADDED = """
            {"data":[{"code":"SUCCESS","details":{"id":"3001","Created_Time":"2026-11-23T21:00:00+11:00"},\
            "message":"record added","status":"success"}]}""";

    private final FakeZoho zoho = new FakeZoho();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final ZohoConnections connections = zoho.connect(clock);
    private final ZohoSession session =
            connections.session("main", clock.instant().plusSeconds(30));

    @Test
    void aLookThatCouldNotBeHadIsTriedAgain() {
        zoho.answering(COQL, 502, "<html>bad gateway</html>")
                .ending(COQL, new Exchange.NotSent("refused"))
                .answering(COQL, 200, ROWS);

        assertThat(session.crm().coql("select id from Contacts").rows()).hasSize(1);
        assertThat(session.requests()).isEqualTo(3);
        assertThat(session.use().sent())
                .extracting(SentRequest::operation, SentRequest::status, SentRequest::cost)
                .containsExactly(tuple(COQL, "502", 1), tuple(COQL, "not_sent", 1), tuple(COQL, "200", 1));
    }

    @Test
    void andGivenUpAfterTheThirdTime() {
        zoho.answering(COQL, 200, "<html>maintenance</html>");

        assertThat(failure(() -> session.crm().coql("q"))).isInstanceOf(Failure.Unavailable.class);
        assertThat(session.requests()).isEqualTo(3);
    }

    @Test
    void whatWouldBeRefusedAgainIsNotTriedAgain() {
        zoho.answering(COQL, 429, "{\"code\":\"TOO_MANY_REQUESTS\",\"details\":{},\"message\":\"\"}");

        assertThat(failure(() -> session.crm().coql("q")))
                .isEqualTo(new Failure.Throttled(
                        "Zoho CRM is throttling this organisation until 10:00:05 UTC; try again after that.",
                        Instant.parse("2026-11-23T10:00:05Z")));
        assertThat(session.requests()).isEqualTo(1);
    }

    @Test
    void aDeadTokenIsReplacedOnceAndTheRequestSentAgain() {
        zoho.answering(COQL, 401, DEAD_TOKEN).answering(COQL, 200, ROWS);

        assertThat(session.crm().coql("q").rows()).hasSize(1);
        assertThat(zoho.tokensIssued()).isEqualTo(2);
        assertThat(zoho.requests().getLast().token())
                .hasToString("Secret[hidden]")
                .satisfies(token -> {
                    assertThat(token).isNotNull();
                    assertThat(token.reveal()).isEqualTo("token-2");
                });
    }

    @Test
    void aDeadTokenIsReplacedForAWriteTooSinceItWasNotCarriedOut() {
        zoho.answering(NOTES, 401, DEAD_TOKEN).answering(NOTES, 201, ADDED);

        assertThat(session.crm().createNote("Contacts", "1", note()).id()).isEqualTo("3001");
    }

    @Test
    void aNewTokenThatIsRefusedIsAnOperatorsMatter() {
        zoho.answering(COQL, 401, DEAD_TOKEN);

        assertThat(failure(() -> session.crm().coql("q"))).isInstanceOf(Failure.NotPermitted.class);
        assertThat(failure(() -> session.crm().coql("q"))).isInstanceOf(Failure.NotPermitted.class);
        assertThat(zoho.tokensIssued()).isEqualTo(2);
        assertThat(session.requests()).isEqualTo(3);
    }

    @Test
    void aWriteThatIsNotAnsweredIsInDoubtAndNotSentAgain() {
        zoho.ending(NOTES, new Exchange.Unanswered("the connection broke"));

        assertThat(failure(() -> session.crm().createNote("Contacts", "1", note())))
                .isInstanceOfSatisfying(
                        Failure.InDoubt.class,
                        doubt -> assertThat(doubt.message()).contains("Read the record's notes"));
        assertThat(session.requests()).isEqualTo(1);
    }

    @Test
    void aWriteThatZohoFailedAtIsInDoubtAsWell() {
        zoho.answering(
                NOTES, 500, "{\"code\":\"INTERNAL_ERROR\",\"details\":{},\"message\":\"Internal Server Error\"}");

        assertThat(failure(() -> session.crm().createNote("Contacts", "1", note())))
                .isInstanceOf(Failure.InDoubt.class);
        assertThat(session.requests()).isEqualTo(1);
    }

    @Test
    void aWriteAnsweredWithNonsenseIsInDoubt() {
        zoho.answering(NOTES, 201, "<html>created</html>");

        assertThat(failure(() -> session.crm().createNote("Contacts", "1", note())))
                .isInstanceOf(Failure.InDoubt.class);
    }

    @Test
    void aWriteThatWasNotSentIsNotInDoubt() {
        zoho.ending(NOTES, new Exchange.NotSent("the connection was refused"));

        assertThat(failure(() -> session.crm().createNote("Contacts", "1", note())))
                .isInstanceOf(Failure.Unavailable.class);
        assertThat(session.requests()).isEqualTo(1);
    }

    @Test
    void aThrottledWriteWasNotCarriedOut() {
        zoho.answering(NOTES, 429, "{\"code\":\"TOO_MANY_REQUESTS\"}");

        assertThat(failure(() -> session.crm().createNote("Contacts", "1", note())))
                .isInstanceOf(Failure.Throttled.class);
    }

    @Test
    void pastTheDeadlineNothingIsSent() {
        zoho.answering(COQL, 200, ROWS);
        session.crm().coql("fetches a token");
        var late = connections.session("main", clock.instant());

        assertThat(failure(() -> late.crm().coql("q"))).isInstanceOf(Failure.Expired.class);
        assertThat(late.requests()).isZero();
    }

    @Test
    void anInterruptedThreadSendsNothing() {
        zoho.answering(COQL, 200, ROWS);
        session.crm().coql("fetches a token");

        Thread.currentThread().interrupt();
        var failure = failure(() -> session.crm().coql("q"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(Failure.Unavailable.class);
        assertThat(session.requests()).isEqualTo(1);
    }

    @Test
    void anUnknownConnectionIsRefused() {
        assertThat(failure(() -> connections.session("other", Instant.MAX)))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("other"));
    }

    @Test
    void refusedCredentialsReachTheCaller() {
        zoho.answering("POST /oauth/v2/token", 200, "{\"error\":\"invalid_client\"}");

        assertThat(failure(() -> session.crm().coql("q"))).isInstanceOf(Failure.NotPermitted.class);
        assertThat(session.requests()).isZero();
    }

    private static Crm.NoteText note() {
        return new Crm.NoteText("Call", "Spoke to Mai");
    }

    private static Failure failure(ThrowingCallable call) {
        return catchThrowableOfType(CallFailed.class, call).failure();
    }
}
