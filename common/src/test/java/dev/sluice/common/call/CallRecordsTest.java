package dev.sluice.common.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.access.Grant;
import dev.sluice.common.access.Principal;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.json.RawJson;
import dev.sluice.common.kafka.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CallRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03.456Z");
    private static final ToolCall CALL = new ToolCall(
            CallId.next(),
            "search_contacts",
            object("{\"query\":\"Acme\",\"limit\":3}"),
            new Principal("agent", "role"),
            new Grant("search_contacts", "main"),
            NOW,
            NOW.plusSeconds(45));

    @Test
    void aCallComesBackAsItWent() {
        var codec = Codec.json(ToolCall.class);

        assertThat(codec.decode(codec.encode(CALL))).isEqualTo(CALL);
    }

    @Test
    void aFieldFromTheFutureIsReadOver() {
        var tree = (ObjectNode) Json.mapper().valueToTree(CALL);
        tree.put("lane", "batch");

        assertThat(Json.read(Json.bytes(tree), ToolCall.class)).isEqualTo(CALL);
    }

    @Test
    void aCallWithoutAnIdIsMalformedAndTheMessageDoesNotQuoteIt() {
        var tree = (ObjectNode) Json.mapper().valueToTree(CALL);
        tree.remove("id");

        assertThatThrownBy(() -> Json.read(Json.bytes(tree), ToolCall.class))
                .isInstanceOf(MalformedJson.class)
                .hasMessageNotContaining("Acme");
    }

    @Test
    void headersComeBackAsTheyWent() {
        var headers = new CallHeaders(CALL.id(), new ReplyAddress("gateway-1", 3), NOW);
        var carried = new RecordHeaders();

        headers.writeTo(carried);

        assertThat(CallHeaders.readFrom(carried)).isEqualTo(headers);
        assertThat(CallHeaders.addressedTo("gateway-1", carried)).isTrue();
        assertThat(CallHeaders.addressedTo("gateway-2", carried)).isFalse();
    }

    @Test
    void aMissingHeaderIsNamed() {
        assertThatThrownBy(() -> CallHeaders.readFrom(new RecordHeaders())).hasMessageContaining("call-id is missing");
    }

    @Test
    void anAnswerKeepsItsStructuredContentToTheByte() {
        var codec = new ToolResultCodec();
        for (var content :
                List.of("{\"a\":[1,{\"b\":\"ü } ] \\\" \"}],\"amount\":12.50}", "{}", "[]", "\"x\"", "12.5")) {
            var raw = RawJson.ofBytes(bytes(content), 0, bytes(content).length);

            var result = codec.decode(codec.encode(new ToolResult.Answered(raw, "Zwölf")));

            assertThat(result).isEqualTo(new ToolResult.Answered(raw, "Zwölf"));
        }
    }

    @Test
    void anAnswerThatWasHadBeforeSaysWhen() {
        var codec = new ToolResultCodec();
        var answer = new ToolResult.Answered(
                RawJson.ofBytes(bytes("{}"), 0, 2), "t", new ToolResult.Cached(NOW, Duration.ofMillis(12_345)));

        assertThat(codec.decode(codec.encode(answer))).isEqualTo(answer);
    }

    @Test
    void structuredContentIsFoundWhereverItStands() {
        var result = new ToolResultCodec()
                .decode(bytes("{\"new\":{\"x\":[1]}, \"structured\" : {\"a\": 1} , \"text\":\"t\"}"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ToolResult.Answered.class,
                        answered -> assertThat(answered.structured()).hasToString("{\"a\": 1}"));
    }

    @Test
    void everyFailureComesBackAsItWent() {
        var codec = new ToolResultCodec();
        for (var failure : List.of(
                new Failure.Invalid("a"),
                new Failure.NotFound("b"),
                new Failure.NotPermitted("c"),
                new Failure.Throttled("d", NOW),
                new Failure.Unavailable("e"),
                new Failure.Expired("f"),
                new Failure.InDoubt("g"),
                new Failure.Defect("h"))) {
            var failed = new ToolResult.Failed(failure);

            assertThat(codec.decode(codec.encode(failed))).isEqualTo(failed);
        }
    }

    @Test
    void aResultThatIsNeitherAnswerNorFailureIsMalformed() {
        for (var body : List.of("{}", "{\"text\":\"t\"}", "[]", "{\"text\":", "")) {
            assertThatThrownBy(() -> new ToolResultCodec().decode(bytes(body)))
                    .describedAs(body)
                    .isInstanceOf(MalformedJson.class);
        }
    }

    @Test
    void theSameArgumentsInAnotherOrderMeet() {
        var one = AffinityKey.ofRead("main", "t", object("{\"a\":1,\"b\":\"x\"}"));

        assertThat(AffinityKey.ofRead("main", "t", object("{\"b\":\"x\",\"a\":1}")))
                .isEqualTo(one);
        assertThat(AffinityKey.ofRead("main", "t", object("{\"b\":\"x\",\"a\":2}")))
                .isNotEqualTo(one);
        assertThat(AffinityKey.ofRead("main", "t", object("{\"b\":\"x\",\"a\":\"1\"}")))
                .isNotEqualTo(one);
        assertThat(AffinityKey.ofRead("other", "t", object("{\"a\":1,\"b\":\"x\"}")))
                .isNotEqualTo(one);
    }

    @Test
    void aWriteRecordComesBackAsItWent() {
        var codec = Codec.json(WriteRecord.class);
        var ended = WriteRecord.begun(NOW, "attempt").ended(Json.mapper().valueToTree(Map.of("a", 1)));

        assertThat(codec.decode(codec.encode(ended))).isEqualTo(ended);
        assertThat(codec.decode(codec.encode(WriteRecord.begun(NOW, "attempt"))).outcome())
                .isEmpty();
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.mapper().readTree(json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
