package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CoqlTest {
    @Test
    void moreThanTwoConditionsAreBracketedInPairs() {
        assertThat(Coql.allOf(List.of("(a)", "(b)", "(c)"))).isEqualTo("((a) and ((b) and (c)))");
        assertThat(Coql.anyOf(List.of("(a)"))).isEqualTo("(a)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"O'Brien", "a\\b", "say \"x\"", "100%", "a\nb"})
    void aTextThatCannotBeWrittenIsNotWritten(String text) {
        assertThatThrownBy(() -> Coql.equal("Name", text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Coql.in("Name", List.of("x", text))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Coql.contains("Name", text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Acme Corp|(Name = 'Acme Corp')",
                "O'Brien Builders|(Name like '%Brien Builders%')",
                "'''|(Name is not null)"
            })
    void aNameIsFoundByWhatOfItCanBeWritten(String name, String condition) {
        assertThat(Coql.named("Name", name)).isEqualTo(condition);
    }

    @Test
    void noMoreValuesThanZohoTakesAreListed() {
        assertThat(Coql.in("id", Collections.nCopies(50, "1"))).startsWith("(id in ('1', '1'");
        assertThatThrownBy(() -> Coql.in("id", Collections.nCopies(51, "1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
