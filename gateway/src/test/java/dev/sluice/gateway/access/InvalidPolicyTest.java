package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvalidPolicyTest {
    private static final String GOOD_AGENT = """
            agents:
              alice: {role: reader, connection: main, keys: ["sha256:%s"]}
            """.formatted("0".repeat(64));
    private static final String GOOD_ROLE = """
            roles:
              reader: {tools: [search_contacts]}
            """;

    @Test
    void anUnknownToolIsNamedWithItsPlaceAndTheNearMiss() {
        assertThat(problems("""
                roles:
                  reader:
                    tools: [search_contact]
                """ + GOOD_AGENT))
                .containsExactly("p.yaml:3:13: there is no tool 'search_contact', known are search_contacts,"
                        + " get_contact_deals, get_overdue_invoices, get_project_status, create_crm_note;"
                        + " did you mean search_contacts?");
    }

    @Test
    void anUnknownRoleIsNamedWithTheNearMiss() {
        assertThat(problems(GOOD_ROLE + GOOD_AGENT.replace("role: reader", "role: raeder")))
                .containsExactly("p.yaml:4:17: there is no role 'raeder'; did you mean reader?");
    }

    @Test
    void anUnknownKeyIsRefusedAtEveryLevel() {
        assertThat(problems("""
                role: {}
                roles:
                  reader: {tools: [search_contacts], tool: x}
                agents:
                  alice: {role: reader, connection: main, keys: ["sha256:%s"], conection: x}
                """.formatted("0".repeat(64))))
                .containsExactly(
                        "p.yaml:1:1: the policy has no 'role', expected roles, agents, issuers, descriptions;"
                                + " did you mean roles?",
                        "p.yaml:3:38: role reader has no 'tool', expected tools, fields, arguments, caps; did you mean tools?",
                        "p.yaml:5:126: agent alice has no 'conection', expected role, connection, connections, keys, jwt,"
                                + " certificates, lane, weight, caps;"
                                + " did you mean connection?");
    }

    @Test
    void aLaneAndAWeightAreWhatTheyCanBe() {
        assertThat(problems(GOOD_ROLE + GOOD_AGENT.replace("role: reader,", "role: reader, lane: fast, weight: 0,")))
                .containsExactly(
                        "p.yaml:4:31: the lane of agent alice is 'fast', expected interactive or batch",
                        "p.yaml:4:45: expected the weight of agent alice as a whole number from 1 to 1000");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThat(problems("""
                roles:
                  reader: {tools: [search_contacts]}
                  reader: {tools: [create_crm_note]}
                """ + GOOD_AGENT))
                .containsExactly("p.yaml:3:3: 'reader' stands here a second time, first in line 2");
    }

    @Test
    void aToolThatStandsTwiceIsRefused() {
        assertThat(problems("""
                roles:
                  reader: {tools: [search_contacts, search_contacts]}
                """ + GOOD_AGENT))
                .containsExactly("p.yaml:2:37: the tool search_contacts stands in role reader twice");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(problems("""
                roles:
                  reader: {}
                agents:
                  alice: {keys: []}
                """))
                .containsExactly(
                        "p.yaml:2:11: role reader lacks tools",
                        "p.yaml:4:10: agent alice lacks role",
                        "p.yaml:4:10: agent alice lacks connection",
                        "p.yaml:4:17: agent alice has no keys, so it could never call; leave the agent out instead");
    }

    @Test
    void wrongKindsAreNamed() {
        assertThat(problems("""
                roles:
                  reader: {tools: search_contacts}
                  other: [1]
                  3: {tools: []}
                agents:
                """))
                .containsExactly(
                        "p.yaml:2:19: expected tools of role reader as a list, found text",
                        "p.yaml:3:10: expected role other as a mapping (name: value), found a list",
                        "p.yaml:4:3: expected a name in roles as text, found '3' (quote it to make it text)",
                        "p.yaml:5:8: expected agents as a mapping (name: value), found nothing");
    }

    @Test
    void aKeyInClearIsRefusedAndNotRepeated() {
        var problems = problems(GOOD_ROLE + """
                agents:
                  alice: {role: reader, connection: main, keys: [slc_topsecret, "md5:1", 12]}
                """);

        assertThat(problems)
                .containsExactly(
                        "p.yaml:4:50: this is an API key itself: replace the key, which is no longer secret, and write"
                                + " the hash of the new one",
                        "p.yaml:4:65: a key is given as its hash, sha256: and 64 hexadecimal digits",
                        "p.yaml:4:74: expected one of the keys of agent alice as text, found '12' (quote it to make it"
                                + " text)");
    }

    @Test
    void oneKeyCannotBeTwoAgents() {
        assertThat(problems(GOOD_ROLE
                        + GOOD_AGENT
                        + GOOD_AGENT.lines().skip(1).findFirst().orElseThrow().replace("alice", "bob")))
                .containsExactly("p.yaml:5:48: this key is already that of agent alice: each key names one agent");
    }

    @Test
    void namesArePlain() {
        assertThat(problems("""
                roles:
                  "a b": {tools: []}
                agents:
                  "x\\ny": {role: "a b", connection: "/", keys: ["sha256:%s"]}
                """.formatted("0".repeat(64))))
                .hasSize(3)
                .allMatch(problem -> problem.contains("is not named with"));
    }

    @Test
    void whatIsNoYamlSaysWhere() {
        assertThat(problems("roles:\n  reader: [\n")).singleElement().asString().startsWith("p.yaml:3:1: not YAML: ");
    }

    @Test
    void twoDocumentsAreRefused() {
        assertThat(problems(GOOD_ROLE + GOOD_AGENT + "---\n" + GOOD_ROLE))
                .singleElement()
                .asString()
                .contains("not YAML");
    }

    @Test
    void nothingIsNoPolicy() {
        assertThat(problems("# only a comment\n"))
                .containsExactly("p.yaml: the file is empty, expected roles and agents");
        assertThat(problems("null")).hasSize(1);
    }

    @Test
    void aMappingThatHoldsItselfIsRefusedLikeAnyOther() {
        assertThat(problems("roles: &r\n  reader: *r\n" + GOOD_AGENT)).isNotEmpty();
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        var file = folder.resolve("none.yaml");

        assertThatExceptionOfType(InvalidPolicy.class)
                .isThrownBy(() -> AccessPolicy.load(file, TestTools.catalog()))
                .withMessageContaining(file.toString());
    }

    @Test
    void aFileThatIsNotTextIsNamed(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("p.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatExceptionOfType(InvalidPolicy.class)
                .isThrownBy(() -> AccessPolicy.load(file, TestTools.catalog()))
                .withMessageContaining(file.toString());
    }

    private static List<String> problems(String yaml) {
        var invalid = catchThrowableOfType(
                InvalidPolicy.class, () -> AccessPolicy.parse("p.yaml", yaml, TestTools.catalog()));
        return Objects.requireNonNull(invalid).problems();
    }
}
