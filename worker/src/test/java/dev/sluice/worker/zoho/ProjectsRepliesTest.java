package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProjectsRepliesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"tasks\":[]}"})
    void listsAreASuccessBareOrNamed(String body) {
        assertThat(read(200, body)).isInstanceOf(ZohoReply.Success.class);
    }

    @Test
    void theLockIsABadRequestThatSaysHowLong() {
        assertThat(read(
                        400,
                        error(
                                "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
                                "{\"message\":\"Cannot execute more than 100 requests per API in 2 minutes. Try again"
                                        + " after 22 minutes.\"}")))
                .isEqualTo(new ZohoReply.Throttled(NOW.plus(Duration.ofMinutes(22)), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "[{\"message\":\"Locked.\"}]"})
    void andIfItDoesNotItLastsHalfAnHour(String details) {
        assertThat(read(400, error("URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", details)))
                .isEqualTo(new ZohoReply.Throttled(NOW.plus(Duration.ofMinutes(30)), null));
    }

    @Test
    void tooManyRequestsIsUnderstoodToo() {
        assertThat(read(429, "")).isInstanceOf(ZohoReply.Throttled.class);
    }

    @ParameterizedTest
    @CsvSource({"401,INVALID_OAUTHTOKEN", "401,INVALID_TICKET", "401,ANYTHING"})
    void aDeadTokenIsUnauthorised(int status, String title) {
        assertThat(read(status, error(title, "[]"))).isEqualTo(new ZohoReply.Unauthorised());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401})
    void theOlderFormOfItToo(int status) {
        assertThat(read(status, "{\"error\":{\"code\":6890,\"message\":\"Invalid Ticket\"}}"))
                .isEqualTo(new ZohoReply.Unauthorised());
    }

    @ParameterizedTest
    @CsvSource({"401,INVALID_OAUTHSCOPE", "400,URL_RULE_NOT_CONFIGURED", "403,ANYTHING"})
    void whatIsNotAllowedIsNotPermitted(int status, String title) {
        assertThat(read(status, error(title, "{}"))).isInstanceOf(ZohoReply.NotPermitted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"message\":\"less than minimum\",\"field_name\":\"page\"}]",
                "{\"message\":\"less than minimum\",\"field_name\":\"page\"}"
            })
    void aValueItDoesNotLikeIsNamed(String details) {
        assertThat(read(400, error("LESS_THAN_MIN_OCCURANCE", details)))
                .isEqualTo(new ZohoReply.Invalid("LESS_THAN_MIN_OCCURANCE, less than minimum (page)"));
    }

    @ParameterizedTest
    @CsvSource({"200,<html>", "200,{", "502,<html>", "500,''", "400,''"})
    void nonsenseIsUnavailable(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(ZohoReply.Unavailable.class);
    }

    @Test
    void nothingIsEmpty() {
        assertThat(read(204, "")).isEqualTo(new ZohoReply.Empty());
        assertThat(read(200, "")).isInstanceOf(ZohoReply.Unavailable.class);
    }

    private static ZohoReply read(int status, String body) {
        return ProjectsReplies.read(
                new Exchange.Answered(status, body.getBytes(StandardCharsets.UTF_8), null, null), NOW);
    }

    private static String error(String title, String details) {
        return "{\"error\":{\"status_code\":\"400\",\"title\":\"" + title
                + "\",\"error_type\":\"OPERATIONAL_VALIDATION_ERROR\",\"details\":" + details + "}}";
    }
}
