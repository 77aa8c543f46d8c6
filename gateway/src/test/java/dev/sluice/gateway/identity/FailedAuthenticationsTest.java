package dev.sluice.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.InMemoryAuditTrail;
import org.junit.jupiter.api.Test;

class FailedAuthenticationsTest {
    private static final String REASON = "no agent has this API key";

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final FailedAuthentications failures = new FailedAuthentications(audit);

    @Test
    void aFloodFromOneAddressIsOneEventThatSaysHowManyTheyWere() {
        for (int i = 0; i < 10_000; i++) {
            failures.count("203.0.113.7", REASON);
        }

        failures.tell();
        failures.tell();

        assertThat(audit.events()).containsExactly(new AuditEvent.AuthenticationFailed(REASON, "203.0.113.7", 10_000));
    }

    @Test
    void addressesAndReasonsAreToldApart() {
        failures.count("203.0.113.7", REASON);
        failures.count("203.0.113.7", "the token has expired");
        failures.count("203.0.113.8", REASON);

        failures.tell();

        assertThat(audit.events())
                .containsExactlyInAnyOrder(
                        new AuditEvent.AuthenticationFailed(REASON, "203.0.113.7", 1),
                        new AuditEvent.AuthenticationFailed("the token has expired", "203.0.113.7", 1),
                        new AuditEvent.AuthenticationFailed(REASON, "203.0.113.8", 1));
    }

    @Test
    void aFloodFromManyAddressesIsNotOneEventForEach() {
        for (int i = 0; i < 10_000; i++) {
            failures.count("2001:db8::" + Integer.toHexString(i), REASON);
        }

        failures.tell();

        assertThat(audit.events()).hasSize(101);
        assertThat(audit.events())
                .filteredOn(event -> ((AuditEvent.AuthenticationFailed) event).address() == null)
                .singleElement()
                .satisfies(event -> assertThat(((AuditEvent.AuthenticationFailed) event).requests())
                        .isEqualTo(9_900));
    }

    @Test
    void whatWasCountedLastIsToldOnClosing() {
        failures.start();
        failures.count("203.0.113.7", REASON);

        failures.close();

        assertThat(audit.events()).hasSize(1);
    }
}
