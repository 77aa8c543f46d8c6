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
        assertThat(loaded().changes()).hasSize(5);
        assertThat(loaded().changes().get(0))
                .startsWith("agent mai: role support")
                .contains("before: role service");
        assertThat(loaded().changes().get(1)).startsWith("role service is gone");
        assertThat(loaded().changes().get(2)).isEqualTo("role service, field any.basics is gone: allow");
        assertThat(loaded().changes().get(3))
                .isEqualTo("role support is new: tools search_contacts, get_contact_deals");
        assertThat(loaded().changes().toString())
                .doesNotContain(KEY)
                .doesNotContain(KeyHash.ofKey(KEY).toString());
    }

    @Test
    void whatMayBeSeenAndAskedIsToldWhereItChanged() {
        policies.follow(parsed("""
                roles:
                  desk:
                    tools: [create_crm_note]
                    fields: {any: {basics: allow}, contact: {phone: mask last 4}}
                agents:
                  mai: {role: desk, connection: main, keys: ["%s"]}
                """.formatted(KeyHash.ofKey(KEY))), "aa");

        policies.reloaded(new PolicyReload.Replaced(FILE, "aa", "bb", parsed("""
                roles:
                  desk:
                    tools: [create_crm_note]
                    fields: {any: {basics: allow}, contact: {phone: allow}, deal: {amount: drop}}
                    arguments: {create_crm_note: {module: {enum: [Contacts]}, title: forbidden}}
                agents:
                  mai: {role: desk, connection: main, keys: ["%s"]}
                """.formatted(KeyHash.ofKey(KEY)))));

        assertThat(loaded().changes())
                .containsExactly(
                        "role desk, argument create_crm_note.module is new: enum [\"Contacts\"], and must be given",
                        "role desk, argument create_crm_note.title is new: title may not be passed",
                        "role desk, field contact.phone: allow; before: mask last 4",
                        "role desk, field deal.amount is new: drop");
    }

    @Test
    void aPolicyThatIsNotUsedIsToldByItsHashAndHowManyMistakesItHas() {
        policies.reloaded(new PolicyReload.Kept(FILE, "aa", "bb", List.of("line 3 is wrong: s3cret", "line 4 too")));

        assertThat(audit.events()).containsExactly(new AuditEvent.PolicyRefused("bb", "aa", 2));
    }

    private AuditEvent.PolicyLoaded loaded() {
        return (AuditEvent.PolicyLoaded) audit.events().getLast();
    }

    private static AccessPolicy policy(String role, String tools) {
        return parsed("""
                roles:
                  %s: {tools: [%s], fields: {any: {basics: allow}}}
                agents:
                  mai: {role: %s, connection: main, keys: ["%s"]}
                """.formatted(role, tools, role, KeyHash.ofKey(KEY)));
    }

    private static AccessPolicy parsed(String yaml) {
        return AccessPolicy.parse("policy.yaml", yaml, ToolCatalog.standard());
    }
}
