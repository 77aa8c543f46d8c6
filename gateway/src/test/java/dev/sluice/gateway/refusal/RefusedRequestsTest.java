package dev.sluice.gateway.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.InMemoryAuditTrail;
import org.junit.jupiter.api.Test;

class RefusedRequestsTest {
    private static final String REASON = "no agent has this API key";
    private static final Principal AGENT = new Principal("sales-agent", "sales");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final RefusedRequests refused = new RefusedRequests(audit);

    @Test
    void aFloodFromOneAddressIsOneEventThatSaysHowManyTheyWere() {
        for (int i = 0; i < 10_000; i++) {
            refused.unauthenticated("203.0.113.7", REASON);
        }

        refused.tell();
        refused.tell();

        assertThat(audit.events()).containsExactly(new AuditEvent.AuthenticationFailed(REASON, "203.0.113.7", 10_000));
    }

    @Test
    void addressesAndReasonsAreToldApart() {
        refused.unauthenticated("203.0.113.7", REASON);
        refused.unauthenticated("203.0.113.7", "the token has expired");
        refused.unauthenticated("203.0.113.8", REASON);

        refused.tell();

        assertThat(audit.events())
                .containsExactlyInAnyOrder(
                        new AuditEvent.AuthenticationFailed(REASON, "203.0.113.7", 1),
                        new AuditEvent.AuthenticationFailed("the token has expired", "203.0.113.7", 1),
                        new AuditEvent.AuthenticationFailed(REASON, "203.0.113.8", 1));
    }

    @Test
    void aFloodFromManyAddressesIsNotOneEventForEach() {
        for (int i = 0; i < 10_000; i++) {
            refused.unauthenticated("2001:db8::" + Integer.toHexString(i), REASON);
        }

        refused.tell();

        assertThat(audit.events()).hasSize(101);
        assertThat(audit.events())
                .filteredOn(event -> ((AuditEvent.AuthenticationFailed) event).address() == null)
                .singleElement()
                .satisfies(event -> assertThat(((AuditEvent.AuthenticationFailed) event).requests())
                        .isEqualTo(9_900));
    }

    @Test
    void whatBecameNoCallIsToldByWhoWhichToolAndWhy() {
        refused.turnedAway(AGENT, "search_contacts", "arguments: limit");
        refused.turnedAway(AGENT, "search_contacts", "arguments: limit");
        refused.turnedAway(AGENT, null, "there is no such tool");

        refused.tell();

        assertThat(audit.events())
                .containsExactlyInAnyOrder(
                        new AuditEvent.CallsTurnedAway(AGENT, "search_contacts", "arguments: limit", 2),
                        new AuditEvent.CallsTurnedAway(AGENT, null, "there is no such tool", 1));
    }

    @Test
    void aFloodOfStrangersDoesNotHideAnAgent() {
        for (int i = 0; i < 200; i++) {
            refused.unauthenticated("2001:db8::" + i, REASON);
        }
        refused.turnedAway(AGENT, "search_contacts", "arguments: limit");

        refused.tell();

        assertThat(audit.events())
                .contains(new AuditEvent.CallsTurnedAway(AGENT, "search_contacts", "arguments: limit", 1));
    }

    @Test
    void whatWasCountedLastIsToldOnClosing() {
        refused.start();
        refused.unauthenticated("203.0.113.7", REASON);

        refused.close();

        assertThat(audit.events()).hasSize(1);
    }
}
