package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CrmRepliesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void rowsAreASuccess() {
        assertThat(read(200, "{\"data\":[{\"id\":\"1\"}]}")).isInstanceOf(ZohoReply.Success.class);
    }

    @Test
    void noContentIsEmpty() {
        assertThat(read(204, "")).isEqualTo(new ZohoReply.Empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>maintenance</html>", "{\"data\":[", "null", "[1,2]", "\"text\""})
    void anythingElseIsUnavailable(String body) {
        assertThat(read(200, body)).isInstanceOf(ZohoReply.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504", "302"})
    void aFailureWithoutABodyIsUnavailable(int status) {
        assertThat(read(status, "")).isInstanceOf(ZohoReply.Unavailable.class);
        assertThat(read(status, "<html>oops</html>")).isInstanceOf(ZohoReply.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, INVALID_TOKEN, invalid oauth token",
        "401, AUTHENTICATION_FAILURE, Authentication failed",
        "401, '', ''"
    })
    void aDeadTokenIsUnauthorised(int status, String code, String message) {
        assertThat(read(status, error(code, "{}", message))).isEqualTo(new ZohoReply.Unauthorised());
    }

    @Test
    void aMissingScopeIsNotADeadToken() {
        assertThat(read(401, error("OAUTH_SCOPE_MISMATCH", "{}", "invalid oauth scope to access this URL")))
                .isInstanceOfSatisfying(
                        ZohoReply.NotPermitted.class,
                        refused -> assertThat(refused.why()).contains("OAuth scope"));
    }

    @Test
    void aMissingPermissionIsNamed() {
        assertThat(read(
                        403,
                        error(
                                "NO_PERMISSION",
                                "{\"permissions\":[\"Crm_Implied_View_Contacts\"]}",
                                "permission denied")))
                .isInstanceOfSatisfying(
                        ZohoReply.NotPermitted.class,
                        refused -> assertThat(refused.why()).contains("Crm_Implied_View_Contacts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the id given seems to be invalid", "the related id given seems to be invalid"})
    void anIdThatZohoDoesNotKnowIsNotFound(String message) {
        assertThat(read(400, error("INVALID_DATA", "{}", message))).isEqualTo(new ZohoReply.NotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[{}]", "null", "\"text\""})
    void detailsMayBeOfAnyShape(String details) {
        assertThat(read(400, error("INVALID_QUERY", details, "invalid query formed")))
                .isEqualTo(new ZohoReply.Invalid("INVALID_QUERY, invalid query formed"));
    }

    @Test
    void theColumnAtFaultIsNamedAndItsValueIsNot() {
        assertThat(read(
                        400,
                        error(
                                "INVALID_QUERY",
                                "{\"column_name\":\"Mobile\",\"near\":\"Mai\"}",
                                "column given seems to be invalid")))
                .isInstanceOfSatisfying(
                        ZohoReply.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains("Mobile").doesNotContain("Mai"));
    }

    @Test
    void tooManyAtOncePassesWithinSeconds() {
        assertThat(read(429, error("TOO_MANY_REQUESTS", "{}", "any words")))
                .isEqualTo(new ZohoReply.Throttled(NOW.plusSeconds(5), null));
    }

    @Test
    void creditsUsedUpTakeLonger() {
        assertThat(CrmReplies.read(answer(429, error("TOO_MANY_REQUESTS", "[]", ""), null, "0"), NOW))
                .isEqualTo(new ZohoReply.Throttled(NOW.plus(Duration.ofHours(1)), null));
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "'Mon, 23 Nov 2026 10:01:00 GMT', 60", "soon, 5", "-1, 5", "99999999, 86400"})
    void whatTheHeaderSaysGoesFirst(String retryAfter, long seconds) {
        assertThat(CrmReplies.read(answer(429, "", retryAfter, null), NOW))
                .isEqualTo(new ZohoReply.Throttled(NOW.plusSeconds(seconds), null));
    }

    @Test
    void aWrongAddressIsNotAMissingRecord() {
        assertThat(read(404, error("INVALID_URL_PATTERN", "{}", "Please check")))
                .isInstanceOf(ZohoReply.Invalid.class);
        assertThat(read(404, "")).isEqualTo(new ZohoReply.NotFound());
    }

    @Test
    void anInternalErrorIsUnavailable() {
        assertThat(read(500, error("INTERNAL_ERROR", "{}", ""))).isInstanceOf(ZohoReply.Unavailable.class);
    }

    @Test
    void aWrittenRecordIsASuccess() {
        assertThat(readWritten(
                        201, "{\"data\":[{\"code\":\"SUCCESS\",\"details\":{\"id\":\"9\"},\"status\":\"success\"}]}"))
                .isInstanceOfSatisfying(
                        ZohoReply.Success.class,
                        success -> assertThat(success.body()
                                        .path("details")
                                        .path("id")
                                        .asString())
                                .isEqualTo("9"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 207, 400})
    void aRecordThatIsRefusedIsInvalidWhateverTheStatus(int status) {
        var body =
                "{\"data\":[{\"code\":\"INVALID_DATA\",\"details\":{\"api_name\":\"Note_Title\",\"maximum_length\":120},"
                        + "\"message\":\"invalid data\",\"status\":\"error\"}]}";

        assertThat(readWritten(status, body))
                .isEqualTo(new ZohoReply.Invalid("INVALID_DATA, invalid data (api_name Note_Title)"));
    }

    @Test
    void aParentThatIsNotThereIsNotFound() {
        var body = "{\"data\":[{\"code\":\"INVALID_DATA\",\"details\":{},"
                + "\"message\":\"the related id given seems to be invalid\",\"status\":\"error\"}]}";

        assertThat(readWritten(400, body)).isEqualTo(new ZohoReply.NotFound());
    }

    @ParameterizedTest
    @CsvSource({"200,''", "201,{}", "201,<html>", "204,''"})
    void aWriteWithoutAWordOfWhatBecameOfItIsNoSuccess(int status, String body) {
        assertThat(readWritten(status, body)).isInstanceOfAny(ZohoReply.InDoubt.class, ZohoReply.Unavailable.class);
    }

    private static ZohoReply read(int status, String body) {
        return CrmReplies.read(answer(status, body, null, null), NOW);
    }

    private static ZohoReply readWritten(int status, String body) {
        return CrmReplies.readWritten(answer(status, body, null, null), NOW);
    }

    private static Exchange.Answered answer(
            int status, String body, @Nullable String retryAfter, @Nullable String creditsRemaining) {
        return new Exchange.Answered(status, body.getBytes(StandardCharsets.UTF_8), retryAfter, creditsRemaining);
    }

    private static String error(String code, String details, String message) {
        return "{\"code\":\"" + code + "\",\"details\":" + details + ",\"message\":\"" + message
                + "\",\"status\":\"error\"}";
    }
}
