package dev.sluice.sandbox.zoho.crm.coql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.sandbox.zoho.country.Country;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.crm.record.Stage;
import dev.sluice.sandbox.zoho.seed.Seed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are compared with the same question asked of the records in Java. */
final class CoqlTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final CrmData DATA = new Seed(1, TODAY, Country.AU, 1)
            .grow("Test Pty Ltd", 7_148_200_000_000_100_000L)
            .crm();

    private final Coql coql = new Coql(DATA);

    @Test
    void comparesTextsWholeAndWithoutCase() {
        assertDeals("Stage = 'closed won'", deal -> deal.stage() == Stage.CLOSED_WON);
        assertDeals("Stage != 'Closed Won'", deal -> deal.stage() != Stage.CLOSED_WON);
        assertDeals("Stage = 'Closed'", _ -> false);
    }

    @Test
    void matchesPatterns() {
        assertDeals("Deal_Name like 'acme%'", deal -> deal.name().startsWith("Acme"));
        assertDeals("Deal_Name like '%rostering'", deal -> deal.name().endsWith("rostering"));
        assertDeals("Deal_Name like '%PTY%'", deal -> deal.name().contains("Pty"));
        assertDeals("Deal_Name not like '%pty%'", deal -> !deal.name().contains("Pty"));
    }

    @Test
    void comparesNumbersAndDates() {
        assertDeals("Amount > 100000", deal -> amount(deal).compareTo(new BigDecimal(100_000)) > 0);
        assertDeals(
                "Amount <= 100000.5",
                deal -> deal.amount() != null && amount(deal).compareTo(new BigDecimal("100000.5")) <= 0);
        assertDeals(
                "Closing_Date between '2026-10-01' and '2026-12-31'",
                deal -> !deal.closingDate().isBefore(LocalDate.of(2026, 10, 1))
                        && !deal.closingDate().isAfter(LocalDate.of(2026, 12, 31)));
    }

    @Test
    void nullIsOnlyNull() {
        assertDeals("Amount is null", deal -> deal.amount() == null);
        assertDeals("Amount is not null", deal -> deal.amount() != null);
        assertDeals("Amount != 5", deal -> deal.amount() != null);
        assertDeals(
                "Next_Step not like '%send%'",
                deal -> deal.nextStep() != null && !deal.nextStep().startsWith("Send"));
    }

    @Test
    void readsTimesOfAnyOffset() {
        String query = "select id from Contacts where Last_Activity_Time < '2026-10-24T00:00:00Z' limit 2000";
        long expected = DATA.contacts().all().stream()
                .map(Contact::stamps)
                .filter(stamps -> stamps.lastActivityTime() != null
                        && stamps.lastActivityTime()
                                .toInstant()
                                .isBefore(LocalDate.of(2026, 10, 24)
                                        .atStartOfDay(ZoneId.of("UTC"))
                                        .toInstant()))
                .count();

        assertThat(coql.ask(query).rows()).hasSize((int) expected);
    }

    @Test
    void pairsConditions() {
        assertDeals(
                "((Stage = 'Qualification' or Stage = 'Needs Analysis') and Currency = 'AUD')",
                deal -> (deal.stage() == Stage.QUALIFICATION || deal.stage() == Stage.NEEDS_ANALYSIS)
                        && deal.currency().equals("AUD"));
        assertDeals(
                "Stage in ('Closed Lost', 'Closed Won')",
                deal -> deal.stage() == Stage.CLOSED_LOST || deal.stage() == Stage.CLOSED_WON);
        assertDeals(
                "Stage not in ('Closed Lost', 'Closed Won')",
                deal -> deal.stage() != Stage.CLOSED_LOST && deal.stage() != Stage.CLOSED_WON);
    }

    @Test
    void followsLookups() {
        Deal some = DATA.deals().all().stream()
                .filter(deal -> deal.contact() != null)
                .findFirst()
                .orElseThrow();

        assertDeals(
                "Account_Name.Industry = 'Construction'",
                deal -> "Construction".equals(deal.account().industry()));
        assertDeals(
                "Account_Name = '" + some.account().id() + "'",
                deal -> deal.account().equals(some.account()));
        assertDeals(
                "Contact_Name.Account_Name.Industry = 'Construction'",
                deal -> deal.contact() != null
                        && "Construction".equals(deal.account().industry()));
        assertDeals("id = " + some.id(), some::equals);
        assertDeals(
                "Owner.last_name = 'Ng'",
                deal -> deal.stamps().owner().lastName().equals("Ng"));
    }

    @Test
    void ordersLimitsAndSkips() {
        List<String> expected = DATA.deals().all().stream()
                .filter(deal -> deal.amount() != null)
                .sorted(Comparator.comparing(CoqlTest::amount).reversed().thenComparing(Deal::id))
                .skip(5)
                .limit(3)
                .map(Deal::id)
                .toList();

        Answer answer = coql.ask(
                "select Amount from Deals where Amount is not null order by Amount desc, id asc limit 3 offset 5");

        assertThat(ids(answer)).isEqualTo(expected);
        assertThat(answer.more()).isTrue();
        assertThat(ids(coql.ask(
                        "select Amount from Deals where Amount is not null order by Amount desc, id limit 5, 3")))
                .isEqualTo(expected);
    }

    @Test
    void gives200RowsUnlessAskedForMore() {
        assertThat(coql.ask("select id from Contacts where id is not null").rows())
                .hasSize(200);
        assertThat(coql.ask("select id from Contacts where id is not null limit 2000")
                        .rows())
                .hasSize(500);
    }

    @Test
    void groupsAndReckons() {
        Answer answer = coql.ask("select Stage, count(id), sum(Amount) as total, max(Closing_Date) from Deals"
                + " where Currency = 'AUD' group by Stage order by total desc");
        List<Deal> won = DATA.deals().all().stream()
                .filter(deal -> deal.currency().equals("AUD") && deal.stage() == Stage.CLOSED_WON)
                .toList();

        assertThat(answer.rows()).anySatisfy(row -> {
            assertThat(row.get("Stage")).isEqualTo("Closed Won");
            assertThat(row.get("COUNT(id)")).isEqualTo(won.size());
            assertThat(row.get("total"))
                    .isEqualTo(won.stream().map(CoqlTest::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(row.get("MAX(Closing_Date)"))
                    .isEqualTo(
                            Collections.max(won.stream().map(Deal::closingDate).toList()));
        });
        assertThat(coql.ask("select avg(Amount) from Deals where id is not null")
                        .rows())
                .hasSize(1);
    }

    @Test
    void quotesInsideStringsAreDoubledOrEscaped() {
        long expected = DATA.contacts().all().stream()
                .filter(contact -> contact.lastName().equals("O'Brien"))
                .count();

        assertThat(coql.ask("select id from Contacts where Last_Name = 'O''Brien'")
                        .rows())
                .hasSize((int) expected);
        assertThat(coql.ask("select id from Contacts where Last_Name = 'O\\'Brien'")
                        .rows())
                .hasSize((int) expected);
        assertThat(coql.ask("select id from Contacts where Last_Name = \"O'Brien\"")
                        .rows())
                .hasSize((int) expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "delete from Contacts where id is not null",
                "select from Contacts where id is not null",
                "select id Contacts where id is not null",
                "select id from Contacts where id is not null and Email is not null and Phone is not null",
                "select id from Contacts where (id is not null",
                "select id from Contacts where Last_Name = Tran",
                "select id from Contacts where Last_Name = 'Tran",
                "select id from Contacts where Last_Name ~ 'Tran'",
                "select id from Contacts where id is not null limit many",
                "select id from Contacts where id is not null and"
            })
    void whatCannotBeReadIsASyntaxError(String query) {
        assertRefused(query, "SYNTAX_ERROR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select Widget from Contacts where id is not null | column given seems to be invalid",
                "select id from Contacts where Owner.wage = 1 | column given seems to be invalid",
                "select id from Calls where What_Id.Deal_Name = 'x' | column given seems to be invalid",
                "select id from Deals where Amount > 'much' | value given seems to be invalid for the column",
                "select id from Deals where Closing_Date < 'soon' | value given seems to be invalid for the column",
                "select id from Deals where Stage > 'a' | invalid query formed",
                "select Stage from Deals where id is not null group by Type | invalid query formed",
                "select sum(Stage) from Deals where id is not null | data type not supported"
            })
    void whatMakesNoSenseIsAnInvalidQuery(String query, String message) {
        assertRefused(query, "INVALID_QUERY").withMessage(message);
    }

    @Test
    void limitsAreKept() {
        String columns = "First_Name,".repeat(50) + "Last_Name";
        String criteria = "id is not null";
        for (int i = 0; i < 25; i++) {
            criteria = "(" + criteria + " and id is not null)";
        }

        assertRefused("select " + columns + " from Contacts where id is not null", "LIMIT_EXCEEDED");
        assertRefused("select id from Contacts where " + criteria, "LIMIT_EXCEEDED");
        assertRefused("select id from Contacts where id is not null offset 100001", "LIMIT_EXCEEDED");
    }

    private ThrowableAssertAlternative<InvalidQuery> assertRefused(String query, String code) {
        return assertThatExceptionOfType(InvalidQuery.class)
                .isThrownBy(() -> coql.ask(query))
                .matches(refused -> refused.code().equals(code), "has code " + code);
    }

    private void assertDeals(String condition, Predicate<Deal> expected) {
        Answer answer = coql.ask("select id from Deals where " + condition + " limit 2000");
        assertThat(ids(answer))
                .as(condition)
                .containsExactlyInAnyOrderElementsOf(DATA.deals().all().stream()
                        .filter(expected)
                        .map(Deal::id)
                        .toList());
    }

    private static BigDecimal amount(Deal deal) {
        return Objects.requireNonNullElse(deal.amount(), BigDecimal.ZERO);
    }

    private static List<String> ids(Answer answer) {
        return answer.rows().stream().map(row -> String.valueOf(row.get("id"))).toList();
    }
}
