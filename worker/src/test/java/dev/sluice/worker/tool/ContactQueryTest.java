package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.json.Json;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContactQueryTest {
    private static final Pattern LITERAL = Pattern.compile("'[^']*'");
    private static final Pattern SAFE_LITERAL = Pattern.compile("'%?[\\p{L}\\p{M}\\p{N}@._+-]+%?'");

    @Test
    void aWordIsLookedForInEveryNameBracketedInPairs() {
        assertThat(ContactQuery.of("tran", 5).coql())
                .isEqualTo("select Full_Name, Email, Phone, Mobile, Title, Account_Name, Account_Name.Account_Name,"
                        + " Owner, Last_Activity_Time from Contacts where"
                        + " (((First_Name like '%tran%') or (Last_Name like '%tran%')) or"
                        + " ((Email like '%tran%') or (Account_Name.Account_Name like '%tran%')))"
                        + " order by Last_Activity_Time desc limit 6");
    }

    @Test
    void everyWordMustBeFound() {
        var coql = ContactQuery.of("mai techstart", 5).coql();

        assertThat(coql).contains("'%mai%'").contains("'%techstart%'").containsOnlyOnce(" and ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien",
                "x' or id is not null) limit 200 --",
                "\\' or 1=1",
                "100%",
                "a\"b",
                "Smith (Sydney), Pty & Co",
                "a\nb\u0000c",
                "select * from Users",
                "‘curly’ ʼmodifier",
                "Trần O’Neil"
            })
    void nothingTypedBecomesPartOfTheGrammar(String typed) {
        var coql = ContactQuery.of(typed, 5).coql();

        assertThat(LITERAL.matcher(coql).results())
                .isNotEmpty()
                .allSatisfy(literal -> assertThat(literal.group()).matches(SAFE_LITERAL));
        assertThat(LITERAL.matcher(coql).replaceAll("?"))
                .matches(
                        "select [\\w., ]+ from Contacts where [\\w. ()?]+ order by Last_Activity_Time desc limit \\d+");
    }

    @Test
    void anAddressIsLookedForAsItIs() {
        assertThat(ContactQuery.of("mai.tran+x@tech-start.example", 5).coql())
                .contains("Email like '%mai.tran+x@tech-start.example%'");
    }

    @Test
    void thereAreNeverMoreThan25Conditions() {
        var coql = ContactQuery.of("one two three four five six seven eight nine 1000 2000 3000", 5)
                .coql();

        assertThat(Pattern.compile(" like ").matcher(coql).results().count()).isBetween(20L, 25L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'''", "%%", "--", "@@ .."})
    void whereThereIsNothingToSearchForNobodyIsAsked(String typed) {
        assertThat(catchThrowableOfType(CallFailed.class, () -> ContactQuery.of(typed, 5))
                        .failure())
                .isInstanceOf(Failure.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0412345678, +61 412 345 678, true",
        "+61 412 345 678, 0412 345 678, true",
        "(02) 9876-5432, +61298765432, true",
        "9876 5432, (02) 9876 5432, true",
        "0412345678, 0412 345 679, false",
        "98765, (02) 9876 5432, true",
        "98765, 02 1234 9875, false"
    })
    void aNumberIsTheSameHoweverItIsWritten(String typed, String stored, boolean same) {
        var row = Json.mapper().createObjectNode().put("Mobile", stored);

        assertThat(ContactQuery.of(typed, 5).means(row)).isEqualTo(same);
    }

    @Test
    void aNumberIsLookedForByItsEndAndByItsGroups() {
        assertThat(ContactQuery.of("0412 345 678", 5).coql())
                .contains("(Mobile like '%678')")
                .contains("((Mobile like '%0412%') and ((Mobile like '%345%') and (Mobile like '%678%')))")
                .endsWith("limit 200");
    }

    @Test
    void aContactWithoutANumberIsNotMeantByOne() {
        var row = Json.mapper().createObjectNode().putNull("Phone").put("Mobile", 5);

        assertThat(ContactQuery.of("0412345678", 5).means(row)).isFalse();
    }
}
