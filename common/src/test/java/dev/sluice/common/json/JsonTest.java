package dev.sluice.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class JsonTest {
    private record Amount(BigDecimal amount) {}

    private record Count(int count, long more) {}

    @Test
    void amountsAreKeptExact() {
        assertThat(Json.read(bytes("{\"amount\":0.1}"), Amount.class).amount()).isEqualTo("0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e99999999999", "-1E+2147483648", "1e-99999999999", "0.1e99999999999"})
    void aNumberNobodyCanHoldIsMalformed(String number) {
        for (var json : new String[] {"{\"amount\":" + number + "}", "{\"count\":" + number + "}"}) {
            for (var type : new Class<?>[] {Amount.class, Count.class, ObjectNode.class}) {
                try {
                    Json.read(bytes(json), type);
                } catch (RuntimeException e) {
                    assertThat(e).describedAs("%s as %s", json, type).isInstanceOf(MalformedJson.class);
                }
            }
        }
    }

    @Test
    void whatIsNotJsonIsMalformed() {
        assertThatThrownBy(() -> Json.read(bytes("{\"amount\":"), Amount.class))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("Amount");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
