package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BooksRepliesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void codeNoughtIsASuccess() {
        assertThat(read(200, "{\"code\":0,\"invoices\":[]}")).isInstanceOf(ZohoReply.Success.class);
    }

    @Test
    void anyOtherCodeIsNoneWhateverTheStatus() {
        assertThat(read(200, "{\"code\":4,\"message\":\"Invalid value passed for status\"}"))
                .isEqualTo(new ZohoReply.Invalid("code 4, Invalid value passed for status"));
    }

    @ParameterizedTest
    @CsvSource({
        "429,43,3600,books.minute",
        "429,44,60,books.minute",
        "429,45,3600,books.day",
        "500,45,3600,books.day",
        "200,45,3600,books.day",
        "429,1070,5,books.concurrent",
        "400,1070,5,books.concurrent"
    })
    void theFourWaysToThrottle(int status, int code, long seconds, String key) {
        assertThat(read(status, "{\"code\":" + code + ",\"message\":\"blocked\"}"))
                .isEqualTo(new ZohoReply.Throttled(NOW.plusSeconds(seconds), key));
    }

    @Test
    void theBlockLastsAsLongAsTheHeaderSays() {
        var answer = new Exchange.Answered(429, bytes("{\"code\":43,\"message\":\"blocked\"}"), "1800", null);

        assertThat(BooksReplies.read(answer, NOW))
                .isEqualTo(new ZohoReply.Throttled(NOW.plusSeconds(1800), "books.minute"));
    }

    @ParameterizedTest
    @CsvSource({"401,14", "401,57", "400,57", "401,99"})
    void aDeadTokenIsUnauthorised(int status, int code) {
        assertThat(read(status, "{\"code\":" + code + ",\"message\":\"not authorized\"}"))
                .isEqualTo(new ZohoReply.Unauthorised());
    }

    @ParameterizedTest
    @CsvSource({"404,1002", "400,1002", "404,5"})
    void whatDoesNotExistIsNotFound(int status, int code) {
        assertThat(read(status, "{\"code\":" + code + ",\"message\":\"Invoice does not exist.\"}"))
                .isEqualTo(new ZohoReply.NotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{", "[]", "{}", "{\"invoices\":[]}"})
    void whatIsNotItsEnvelopeIsUnavailable(String body) {
        assertThat(read(200, body)).isInstanceOf(ZohoReply.Unavailable.class);
        assertThat(read(502, body)).isInstanceOf(ZohoReply.Unavailable.class);
    }

    @Test
    void aCodeMayComeAsText() {
        assertThat(read(200, "{\"code\":\"0\"}")).isInstanceOf(ZohoReply.Success.class);
        assertThat(read(200, "{\"code\":\"45\"}")).isInstanceOf(ZohoReply.Throttled.class);
    }

    @Test
    void anInternalErrorIsUnavailable() {
        assertThat(read(500, "{\"code\":1000,\"message\":\"Internal error\"}"))
                .isInstanceOf(ZohoReply.Unavailable.class);
    }

    private static ZohoReply read(int status, String body) {
        return BooksReplies.read(new Exchange.Answered(status, bytes(body), null, null), NOW);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
