package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.InMemoryAuditTrail;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.gateway.identity.KeyHash;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditedPoliciesTest {
    private static final String KEY = "slc_secret";
    private static final Path FILE = Path.of("policy.yaml");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final AuditedPolicies policies = new AuditedPolicies(audit);

    @Test
    void theFirstPolicyIsToldByItsHashAlone() {
        policies.follow(policy("service", "search_contacts"), "aa");

        assertThat(loaded().hash()).isEqualTo("aa");
        assertThat(loaded().previousHash()).isNull();
        assertThat(loaded().changes()).isEmpty();
    }

    @Test
    void anotherIsToldWithWhatBecameOfAgentsAndRoles() {
        policies.follow(policy("service", "search_contacts"), "aa");

        policies.reloaded(
                new PolicyReload.Replaced(FILE, "aa", "bb", policy("support", "search_contacts, get_contact_deals")));

        assertThat(loaded().previousHash()).isEqualTo("aa");
        assertThat(loaded().changes()).hasSize(3);
        assertThat(loaded().changes().get(0))
                .startsWith("agent mai: role support")
                .contains("before: role service");
        assertThat(loaded().changes().get(1)).startsWith("role service is gone");
        assertThat(loaded().changes().get(2))
                .isEqualTo("role support is new: tools search_contacts, get_contact_deals");
        assertThat(loaded().changes().toString())
                .doesNotContain(KEY)
                .doesNotContain(KeyHash.ofKey(KEY).toString());
    }

    @Test
    void aPolicyThatIsNotUsedIsNotLoaded() {
        policies.reloaded(new PolicyReload.Kept(FILE, "aa", "bb", List.of("line 3 is wrong")));

        assertThat(audit.events()).isEmpty();
    }

    private AuditEvent.PolicyLoaded loaded() {
        return (AuditEvent.PolicyLoaded) audit.events().getLast();
    }

    private static AccessPolicy policy(String role, String tools) {
        return AccessPolicy.parse(
                "policy.yaml", """
                roles:
                  %s: {tools: [%s], fields: {any: {basics: allow}}}
                agents:
                  mai: {role: %s, connection: main, keys: ["%s"]}
                """.formatted(role, tools, role, KeyHash.ofKey(KEY)), ToolCatalog.standard());
    }
}
