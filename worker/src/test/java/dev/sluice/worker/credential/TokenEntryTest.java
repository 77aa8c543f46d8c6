package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenEntryTest {
    static Stream<TokenEntry> entries() {
        return Stream.of(
                new TokenEntry.Claimed("main", "c", "b", true),
                new TokenEntry.Claimed("main", "c", null, false),
                new TokenEntry.Issued("main", "c", "print", new SealedToken("bg==", "Yg==")),
                new TokenEntry.Failed(
                        "main", "c", "print", TokenFailure.UNAVAILABLE, "why", true, Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void isReadBackAsItWasWritten(TokenEntry entry) {
        assertThat(Json.read(Json.bytes(entry), TokenEntry.class)).isEqualTo(entry);
    }

    @Test
    void aFieldOfALaterTimeIsReadOver() {
        var later = """
                {"type":"claimed","connection":"main","claim":"c","refused":false,"added":1}""";

        assertThat(Json.read(later.getBytes(StandardCharsets.UTF_8), TokenEntry.class))
                .isEqualTo(new TokenEntry.Claimed("main", "c", null, false));
    }
}
