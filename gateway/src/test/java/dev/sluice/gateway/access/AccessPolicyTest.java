package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.Grant;
import dev.sluice.common.access.Lane;
import dev.sluice.common.access.Principal;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.gateway.TestTools;
import dev.sluice.gateway.identity.KeyHash;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
    private static final Principal ALICE = new Principal("alice", "reader");
    private static final AccessPolicy POLICY = AccessPolicy.parse(
            "policy.yaml",
            """
            roles:
              reader:
                tools: [get_project_status, search_contacts]
              nobody:
                tools: []
            agents:
              alice:
                role: reader
                connection: main
                keys:
                  - "%s"
                  - "%s"
              bob: {role: nobody, connection: other, keys: ["%s"]}
              carol: {role: reader, connection: main, keys: ["%s"], lane: batch, weight: 3}
            """.formatted(KeyHash.ofKey("a1"), KeyHash.ofKey("a2"), KeyHash.ofKey("b"), KeyHash.ofKey("c")),
            TestTools.catalog());

    @Test
    void aToolOfTheRoleIsAllowedOnTheAgentsConnection() {
        assertThat(POLICY.decide(ALICE, "search_contacts"))
                .isEqualTo(new Decision.Allowed(new Grant("search_contacts", "main")));
    }

    @Test
    void anAgentMayWorkOnSeveralConnections() {
        var policy = policy("connections: [au, nz]");

        assertThat(policy.connectionsOf(ALICE)).containsExactly("au", "nz");
        assertThat(POLICY.connectionsOf(ALICE)).containsExactly("main");
    }

    @Test
    void connectionsThatContradictOneAnotherAreRefused() {
        assertThatThrownBy(() -> policy("connection: au, connections: [nz, nz]"))
                .isInstanceOf(InvalidPolicy.class)
                .hasMessageContaining("agent alice has a connection and connections, expected one of the two")
                .hasMessageContaining("the connection nz stands in agent alice twice");
        assertThatThrownBy(() -> policy("connections: []"))
                .isInstanceOf(InvalidPolicy.class)
                .hasMessageContaining("agent alice has no connections, so it could never call");
    }

    private static AccessPolicy policy(String connections) {
        return AccessPolicy.parse("policy.yaml", """
                roles: {reader: {tools: [search_contacts]}}
                agents:
                  alice: {role: reader, %s, keys: ["%s"]}
                """.formatted(connections, KeyHash.ofKey("a")), TestTools.catalog());
    }

    @Test
    void theGrantTellsTheAgentsLaneAndWeight() {
        assertThat(POLICY.decide(new Principal("carol", "reader"), "search_contacts"))
                .isEqualTo(
                        new Decision.Allowed(new Grant("search_contacts", "main", Lane.BATCH, 3, FieldRules.NOTHING)));
    }

    @Test
    void anyOtherToolIsDeniedNamingWhoWhatAndWhatElse() {
        assertThat(POLICY.decide(ALICE, "create_crm_note"))
                .isEqualTo(new Decision.Denied("the role reader of agent alice does not include create_crm_note;"
                        + " it may use search_contacts, get_project_status"));
    }

    @Test
    void aRoleWithoutToolsMayNothing() {
        assertThat(POLICY.decide(new Principal("bob", "nobody"), "search_contacts"))
                .isEqualTo(new Decision.Denied(
                        "the role nobody of agent bob does not include search_contacts; it may use no tool"));
    }

    @Test
    void anAgentThatIsNotInThePolicyMayNothing() {
        var mallory = new Principal("mallory", "reader");

        assertThat(POLICY.decide(mallory, "search_contacts"))
                .isEqualTo(new Decision.Denied("the policy knows no agent mallory"));
        assertThat(POLICY.toolsOf(mallory)).isEmpty();
    }

    @Test
    void toolsComeInTheOrderOfTheCatalogue() {
        assertThat(POLICY.toolsOf(ALICE))
                .extracting(ToolDefinition::name)
                .containsExactly("search_contacts", "get_project_status");
    }

    @Test
    void everyKeyOfAnAgentIsItsOwn() {
        assertThat(POLICY.keys().get(KeyHash.ofKey("a1"))).isEqualTo(ALICE);
        assertThat(POLICY.keys().get(KeyHash.ofKey("a2"))).isEqualTo(ALICE);
        assertThat(POLICY.keys().get(KeyHash.ofKey("a3"))).isNull();
    }

    @Test
    void theExampleIsGoodAndGivesTheThreeAgentsTheirTools() {
        var example = AccessPolicy.load(Path.of("../deploy/policy.yaml"), ToolCatalog.standard());

        assertThat(example.keys().values())
                .extracting(Principal::agent)
                .contains("customer-service-agent", "operations-agent", "executive-assistant");
        assertThat(tools(example, "customer-service-agent"))
                .containsExactlyInAnyOrder("search_contacts", "get_contact_deals", "create_crm_note");
        assertThat(tools(example, "operations-agent"))
                .containsExactlyInAnyOrder("get_overdue_invoices", "get_project_status", "search_contacts");
        assertThat(tools(example, "executive-assistant"))
                .containsExactlyInAnyOrder(
                        "search_contacts", "get_contact_deals", "get_overdue_invoices", "get_project_status");
    }

    private static List<String> tools(AccessPolicy policy, String agent) {
        return policy.toolsOf(new Principal(agent, "any")).stream()
                .map(ToolDefinition::name)
                .toList();
    }
}
