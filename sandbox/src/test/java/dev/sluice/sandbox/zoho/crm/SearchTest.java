package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class SearchTest {

    private static final ZohoDouble ZOHO = ZohoDouble.start(ZohoDoubleOptions.defaults());
    private static final Caller CALLER = Caller.of(ZOHO);

    @AfterAll
    static void close() {
        CALLER.close();
        ZOHO.close();
    }

    @Test
    void findsByEmail() {
        Contact mai = contact("Mai Tran");

        Caller.Answer answer = search("Contacts", "email=" + mai.email() + "&");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode row = answer.json().path("data").path(0);
        assertThat(row.path("id").asString()).isEqualTo(mai.id());
        assertThat(row.path("Account_Name").path("name").asString()).isEqualTo("TechStart Pty Ltd");
        assertThat(row.path("Owner").path("email").asString()).endsWith("@coastlinedigital.example");
        assertThat(answer.json().path("info").path("more_records").asBoolean()).isFalse();
    }

    @Test
    void nothingFoundIs204WithoutBody() {
        Caller.Answer answer = search("Contacts", "email=nobody@nowhere.example");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.response().headers().firstValue("Content-Type")).isEmpty();
    }

    @Test
    void findsByTheBeginningsOfAllWords() {
        List<String> expected = ZOHO.data().crm().contacts().all().stream()
                .filter(contact ->
                        contact.lastName().equals("Tran") && contact.firstName().startsWith("Ma"))
                .map(Contact::id)
                .toList();

        assertThat(ids(search("Contacts", "word=tran%20ma"))).containsAll(expected);
    }

    @Test
    void findsByTheDigitsOfANumber() {
        Contact mai = contact("Mai Tran");
        String phone = mai.phone() == null ? String.valueOf(mai.mobile()) : mai.phone();

        assertThat(ids(search("Contacts", "phone=" + phone.replaceAll("\\D", ""))))
                .contains(mai.id());
    }

    @Test
    void equalsMeansContainsForTexts() {
        List<String> expected = ZOHO.data().crm().accounts().all().stream()
                .filter(account -> account.name().contains("Harbourline"))
                .map(account -> account.id())
                .toList();

        assertThat(ids(search("Accounts", "criteria=(Account_Name:equals:harbour)")))
                .hasSizeGreaterThan(1)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void criteriaTakeBracketsAndEscapes() {
        String criteria =
                "((Last_Name:starts_with:tr)and(Account_Name:equals:TechStart))or(Phone:equals:\\(02\\) 9999)";

        assertThat(ids(search("Contacts", "criteria=" + Caller.encode("(" + criteria + ")"))))
                .contains(contact("Mai Tran").id());
    }

    @Test
    void criteriaComeBeforeEmail() {
        assertThat(ids(search("Contacts", "email=nobody@nowhere.example&criteria=(Last_Name:equals:Tran)")))
                .isNotEmpty();
    }

    @Test
    void onlyTheFieldsAskedForComeBack() {
        JsonNode row = search("Contacts", "word=tran&fields=Full_Name,Nonsense")
                .json()
                .path("data")
                .path(0);

        assertThat(row.propertyNames()).containsExactlyInAnyOrder("Full_Name", "id");
    }

    @Test
    void pagesTellWhetherThereIsMore() {
        JsonNode info = search("Contacts", "criteria=(Last_Name:equals:a)&per_page=2&page=2")
                .json()
                .path("info");

        assertThat(info.path("page").asInt()).isEqualTo(2);
        assertThat(info.path("count").asInt()).isEqualTo(2);
        assertThat(info.path("more_records").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"word=a", "word=tran*", "word=tran&per_page=201", "word=tran&page=0"})
    void refusesWordsAndPagesThatDoNotDo(String query) {
        assertRefused(search("Contacts", query), "INVALID_DATA");
    }

    @Test
    void refusesASearchForNothing() {
        assertRefused(search("Contacts", "page=1"), "EXPECTED_PARAM_MISSING");
    }

    @Test
    void refusesToGoBeyondTwoThousandRows() {
        assertRefused(search("Contacts", "word=tran&page=11"), "LIMIT_REACHED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(Nonsense:equals:x)",
                "(Last_Name:sounds_like:x)",
                "Last_Name:equals:x",
                "(Last_Name:equals:x",
                "(Date_of_Birth:equals:soon)"
            })
    void refusesCriteriaThatAreWrong(String criteria) {
        assertRefused(search("Contacts", "criteria=" + Caller.encode(criteria)), "INVALID_QUERY");
    }

    @Test
    void refusesAModuleThereIsNot() {
        assertRefused(search("Widgets", "word=tran"), "INVALID_MODULE");
    }

    private static void assertRefused(Caller.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo(code);
        assertThat(answer.json().path("status").asString()).isEqualTo("error");
    }

    private static Caller.Answer search(String module, String query) {
        return CALLER.get("/crm/v8/" + module + "/search?" + query);
    }

    private static List<String> ids(Caller.Answer answer) {
        return answer.json()
                .path("data")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    private static Contact contact(String name) {
        return ZOHO.data().crm().contacts().all().stream()
                .filter(contact -> contact.displayName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
