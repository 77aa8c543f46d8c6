package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.access.Principal;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.gateway.TestTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePolicyTest {
    private static final String POLICY = """
            roles:
              reader: {tools: [search_contacts]}
            agents:
              alice: {role: reader, connection: main, keys: ["sha256:%s"]}
            """.formatted("0".repeat(64));
    private static final Principal ALICE = new Principal("alice", "reader");

    @TempDir
    private Path folder;

    private final List<PolicyReload> heard = new CopyOnWriteArrayList<>();
    private Path file;
    private LivePolicy policy;

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        policy = new LivePolicy(file, TestTools.catalog(), DeclaredTools.none());
        policy.onReload(heard::add);
        policy.follow(Duration.ofMillis(10));
    }

    @AfterEach
    void close() {
        policy.close();
    }

    @Test
    void aNewPolicyTakesTheOldOnesPlace() throws IOException {
        assertThat(tools()).containsExactly("search_contacts");

        Files.writeString(file, POLICY.replace("[search_contacts]", "[search_contacts, get_project_status]"));

        await().untilAsserted(() -> assertThat(tools()).containsExactly("search_contacts", "get_project_status"));
        await().untilAsserted(() -> assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(PolicyReload.Replaced.class, replaced -> {
                    assertThat(replaced.file()).isEqualTo(file);
                    assertThat(replaced.before()).matches("[0-9a-f]{64}");
                    assertThat(replaced.now()).matches("[0-9a-f]{64}").isNotEqualTo(replaced.before());
                    assertThat(replaced.now()).isEqualTo(policy.hash());
                    assertThat(replaced.policy()).isSameAs(policy.get());
                }));
    }

    @Test
    void aWrongPolicyIsToldWholeAndNotTakenInPart() throws IOException {
        Files.writeString(file, POLICY.replace("reader, ", "writer, ").replace("search_contacts", "get_contact"));

        await().until(() -> !heard.isEmpty());
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        PolicyReload.Kept.class,
                        kept -> assertThat(kept.problems())
                                .hasSize(2)
                                .allMatch(problem -> problem.startsWith(file + ":"))
                                .anyMatch(problem -> problem.contains("there is no tool 'get_contact'"))
                                .anyMatch(problem -> problem.contains("there is no role 'writer'")));
        assertThat(tools()).containsExactly("search_contacts");
    }

    @Test
    void afterAWrongPolicyAGoodOneIsTaken() throws IOException {
        Files.writeString(file, "roles: [");
        await().until(() -> !heard.isEmpty());

        Files.writeString(file, POLICY.replace("search_contacts", "get_project_status"));

        await().untilAsserted(() -> assertThat(tools()).containsExactly("get_project_status"));
    }

    @Test
    void aPolicyThatIsAwayKeepsTheOldOne() throws IOException {
        Files.delete(file);

        await().until(() -> !heard.isEmpty());
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        PolicyReload.Kept.class,
                        kept -> assertThat(kept.problems())
                                .singleElement()
                                .asString()
                                .contains("cannot be read"));
        assertThat(tools()).containsExactly("search_contacts");
    }

    @Test
    void theFirstPolicyMustBeGood() throws IOException {
        var wrong = Files.writeString(folder.resolve("wrong.yaml"), "agents: {}");

        assertThatExceptionOfType(InvalidPolicy.class)
                .isThrownBy(() -> new LivePolicy(wrong, TestTools.catalog(), DeclaredTools.none()))
                .withMessageContaining("the policy lacks roles");
    }

    private List<String> tools() {
        return policy.get().toolsOf(ALICE).stream().map(ToolDefinition::name).toList();
    }
}
