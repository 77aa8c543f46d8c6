package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.TestCalls;
import dev.sluice.common.catalog.ToolCatalog;
import org.junit.jupiter.api.Test;

class AuditedMessageTest {
    @Test
    void namesTheArgumentInsteadOfQuotingIt() {
        assertThat(told(
                        "get_interaction_history",
                        "{\"company\":\"Acme Corp \",\"days\":30}",
                        "Zoho CRM has no company whose name has 'Acme Corp' in 30 days"))
                .isEqualTo("Zoho CRM has no company whose name has '{company}' in 30 days");
    }

    @Test
    void leavesWhatStandsInClearAndWhatIsTooShortToBeAnybody() {
        assertThat(told("get_contact_deals", "{\"contact_id\":\"4150\"}", "There is no contact with the id 4150"))
                .isEqualTo("There is no contact with the id 4150");
        assertThat(told("search_contacts", "{\"query\":\"a\"}", "a contact")).isEqualTo("a contact");
    }

    @Test
    void knowsNothingToBeClearOfAToolItDoesNotKnow() {
        assertThat(told("tell_fortunes", "{\"names\":[\"Mai\",\"Lee\"]}", "Mai and Lee have none"))
                .isEqualTo("{names} and {names} have none");
    }

    private static String told(String tool, String arguments, String message) {
        return AuditedMessage.of(
                message, TestCalls.call(tool, arguments), ToolCatalog.standard().find(tool));
    }
}
