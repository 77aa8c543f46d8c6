package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class RecordReadsTest {

    private static final ZohoDouble ZOHO = ZohoDouble.start(ZohoDoubleOptions.defaults());
    private static final Caller CALLER = Caller.of(ZOHO);
    private static final CrmData DATA = ZOHO.data().crm();

    @AfterAll
    static void close() {
        CALLER.close();
        ZOHO.close();
    }

    @Test
    void readsOneRecord() {
        Account account = DATA.accounts().all().get(1);

        JsonNode row = CALLER.get("/crm/v8/Accounts/" + account.id() + "?fields=Account_Name,Industry")
                .json()
                .path("data")
                .path(0);

        assertThat(row.path("Account_Name").asString()).isEqualTo("TechStart Pty Ltd");
        assertThat(row.path("Industry").asString()).isEqualTo("Technology");
        assertThat(row.path("id").asString()).isEqualTo(account.id()).hasSizeBetween(18, 19);
    }

    @Test
    void anUnknownRecordIs204AndAMalformedIdARefusal() {
        assertThat(CALLER.get("/crm/v8/Accounts/7148200000000999999").status()).isEqualTo(204);
        Caller.Answer malformed = CALLER.get("/crm/v8/Accounts/acme");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.json().path("code").asString()).isEqualTo("INVALID_DATA");
    }

    @Test
    void aListNeedsItsFieldsNamed() {
        Caller.Answer answer = CALLER.get("/crm/v8/Deals");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo("REQUIRED_PARAM_MISSING");
        assertThat(answer.json().path("details").path("param_name").asString()).isEqualTo("fields");
    }

    @Test
    void aListGivesTheNewestFirst() {
        JsonNode body = CALLER.get("/crm/v8/Deals?fields=Deal_Name&per_page=2").json();

        assertThat(body.path("data").path(0).path("id").asString())
                .isEqualTo(DATA.deals().all().getLast().id());
        assertThat(body.path("info").path("more_records").asBoolean()).isTrue();
        assertThat(body.path("info").path("next_page_token").isString()).isTrue();
        assertThat(body.path("info").path("previous_page_token").isNull()).isTrue();
    }

    @Test
    void aListEndsAtTwoThousandWithoutAToken() {
        Caller.Answer answer = CALLER.get("/crm/v8/Contacts?fields=Last_Name&page=11");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo("DISCRETE_PAGINATION_LIMIT_EXCEEDED");
    }

    @Test
    void readsTheDealsOfAContact() {
        Deal some = DATA.deals().all().stream()
                .filter(deal -> deal.contact() != null)
                .findFirst()
                .orElseThrow();
        Contact contact = Objects.requireNonNull(some.contact());
        List<String> expected = DATA.deals().all().stream()
                .filter(deal -> contact.equals(deal.contact()))
                .map(Deal::id)
                .toList();

        Caller.Answer answer = CALLER.get("/crm/v8/Contacts/" + contact.id() + "/Deals?fields=Deal_Name,Stage,Amount");

        assertThat(ids(answer)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(answer.json().path("info").has("next_page_token")).isTrue();
    }

    @Test
    void readsTheContactsAndDealsOfAnAccount() {
        Account acme = DATA.accounts().all().getFirst();

        assertThat(ids(CALLER.get("/crm/v8/Accounts/" + acme.id() + "/Contacts?fields=Last_Name")))
                .hasSize(DATA.contacts().lookingUp("Account_Name", acme.id()).size());
        assertThat(ids(CALLER.get("/crm/v8/Accounts/" + acme.id() + "/Deals?fields=Deal_Name")))
                .hasSize(5);
    }

    @Test
    void aRelatedListNeedsItsFieldsAndMayBeEmpty() {
        Contact without = DATA.contacts().all().stream()
                .filter(contact ->
                        DATA.deals().lookingUp("Contact_Name", contact.id()).isEmpty())
                .findFirst()
                .orElseThrow();

        assertThat(CALLER.get("/crm/v8/Contacts/" + without.id() + "/Deals").status())
                .isEqualTo(400);
        assertThat(CALLER.get("/crm/v8/Contacts/" + without.id() + "/Deals?fields=Stage")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void knowsItsUsersAndItself() {
        JsonNode users = CALLER.get("/crm/v8/users?type=AllUsers").json().path("users");
        JsonNode current = CALLER.get("/crm/v8/users?type=CurrentUser").json().path("users");
        JsonNode org = CALLER.get("/crm/v8/org").json().path("org").path(0);

        assertThat(users.size()).isEqualTo(DATA.users().all().size());
        assertThat(current.size()).isEqualTo(1);
        assertThat(org.path("time_zone").asString()).isEqualTo("Australia/Sydney");
    }

    @Test
    void refusesPathsAndMethodsThereAreNot() {
        assertThat(CALLER.get("/crm/v8/Deals/1/2/3").json().path("code").asString())
                .isEqualTo("INVALID_URL_PATTERN");
        assertThat(CALLER.delete("/crm/v8/Deals/7148200000000999999")
                        .json()
                        .path("code")
                        .asString())
                .isEqualTo("INVALID_REQUEST_METHOD");
    }

    private static List<String> ids(Caller.Answer answer) {
        return answer.json()
                .path("data")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }
}
