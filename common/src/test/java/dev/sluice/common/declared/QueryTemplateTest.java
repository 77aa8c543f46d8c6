package dev.sluice.common.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryTemplateTest {
    @Test
    void valuesStandWhereThePlacesWere() {
        var template = QueryTemplate.parse(
                "select Deal_Name from Deals where ((Stage = 'Closed Won') and (Amount > :least)) order by Amount desc");

        assertThat(template.render((_, _) -> "5"))
                .isEqualTo("select Deal_Name from Deals where ((Stage = 'Closed Won') and (Amount > 5)) order by"
                        + " Amount desc");
    }

    @Test
    void afterLikeAPlaceIsAPattern() {
        var template = QueryTemplate.parse("select id from Deals where Deal_Name like :part");

        assertThat(template.render((_, pattern) -> pattern ? "'%x%'" : "'x'")).endsWith("like '%x%'");
    }

    @Test
    void itKnowsWhatItTouches() {
        var template = QueryTemplate.parse("select Owner, Account_Name.Industry, SUM(Amount) as total from Deals"
                + " where Closing_Date between :month_start and :month_end group by Owner order by total desc");

        assertThat(template.module()).isEqualTo("Deals");
        assertThat(template.columns())
                .containsExactlyInAnyOrder("Owner", "Account_Name.Industry", "Amount", "Closing_Date");
        assertThat(template.outputs()).containsExactlyInAnyOrder("Owner", "Account_Name.Industry", "total");
        assertThat(template.places()).containsExactlyInAnyOrder("month_start", "month_end");
    }

    @Test
    void whatStandsInQuotesIsNoPlace() {
        assertThat(QueryTemplate.parse("select id from Deals where Stage = ':stage'")
                        .places())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from Deals where Stage = 'it\\'s'",
                "select id from Deals where Stage = \"x\"",
                "select id from Deals where id is not null; select id from Users",
                "select id from Deals where id is not null -- all",
                "select id from Deals where id is not null limit 2000",
                "select id from Deals where id in (select id from Users where id is not null)",
                "select id from Deals",
                "select id where id is not null",
                "delete from Deals where id is not null",
                "select id from Deals where Stage = 'open",
                "select id from Deals where Stage = :Stage"
            })
    void whatIsNotAPlainQueryIsRefused(String query) {
        assertThatThrownBy(() -> QueryTemplate.parse(query)).isInstanceOf(IllegalArgumentException.class);
    }
}
