package dev.sluice.sandbox.stack;

import dev.sluice.common.settings.Secret;
import dev.sluice.gateway.identity.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sandbox's data folder: the policy, the credentials and the keys, the broker's log, what the programs said. */
final class SandboxFiles implements AutoCloseable {
    /** Each agent of the sandbox, and the tools of its role. */
    private static final Map<String, List<String>> AGENTS = agents();

    private final Path folder;
    private final boolean removed;

    private SandboxFiles(Path folder, boolean removed) {
        this.folder = folder;
        this.removed = removed;
    }

    /** Opens a folder that stays, or else makes one that is removed at the end. */
    static SandboxFiles open(@Nullable Path kept) throws IOException {
        if (kept == null) {
            return new SandboxFiles(Files.createTempDirectory("sluice-sandbox-"), true);
        }
        Files.createDirectories(kept);
        return new SandboxFiles(kept, false);
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path openSearch() {
        return folder.resolve("opensearch");
    }

    /** The key that signs checkpoints; beside it, with {@code .pub} at its end, the one that verifies them. */
    Path signingKey() {
        return folder.resolve("audit-signing-key.pem");
    }

    /** The key under which the audit trail has pseudonyms, made where there is none yet. */
    Secret pseudonymKeys() throws IOException {
        var file = folder.resolve("audit-pseudonym-keys");
        if (!Files.exists(file)) {
            var key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, "1:" + Base64.getEncoder().encodeToString(key));
        }
        return new Secret(Files.readString(file));
    }

    Path output(String program) {
        return folder.resolve("logs").resolve(program + ".log");
    }

    Path policy() {
        return folder.resolve("policy.yaml");
    }

    Path awsCredentials() {
        return folder.resolve("aws-credentials");
    }

    /** Writes the policy with new keys; returns each agent's key. */
    Map<String, Secret> writePolicy(List<SandboxOptions.ExtraAgent> extraAgents) throws IOException {
        var keys = new LinkedHashMap<String, Secret>();
        var roles = new StringBuilder("roles:\n");
        var agents = new StringBuilder("agents:\n");
        AGENTS.forEach((agent, tools) -> {
            var key = ApiKeys.generate();
            keys.put(agent, key.key());
            roles.append("  ")
                    .append(agent)
                    .append(":\n    tools: ")
                    .append(tools)
                    .append('\n');
            agents.append("  ").append(agent).append(":\n    role: ").append(agent);
            agents.append("\n    connection: main\n    keys: [\"")
                    .append(key.hash())
                    .append("\"]\n");
        });
        for (var extra : extraAgents) {
            var key = ApiKeys.generate();
            keys.put(extra.name(), key.key());
            agents.append("  ").append(extra.name()).append(":\n    role: operations-agent\n    connection: main\n");
            agents.append("    lane: ").append(extra.lane());
            agents.append("\n    weight: ").append(extra.weight());
            agents.append("\n    keys: [\"").append(key.hash()).append("\"]\n");
        }
        Files.writeString(policy(), roles.append(agents));
        return keys;
    }

    Path declaredTools() {
        return folder.resolve("declared-tools.yaml");
    }

    /** Writes the example of a declared tool. */
    void writeDeclaredTools() throws IOException {
        try (var example = SandboxFiles.class.getResourceAsStream("declared-tools.yaml")) {
            Files.write(declaredTools(), Objects.requireNonNull(example).readAllBytes());
        }
    }

    /** Writes who the workers are to AWS, in the form of AWS's own tools. */
    void writeAwsCredentials(String accessKeyId, String secretAccessKey) throws IOException {
        Files.deleteIfExists(awsCredentials());
        Files.createFile(
                awsCredentials(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                awsCredentials(),
                "[default]\naws_access_key_id = " + accessKeyId + "\naws_secret_access_key = " + secretAccessKey
                        + "\n");
    }

    @Override
    public void close() {
        if (removed) {
            new TemporaryFolder(folder).close();
        }
    }

    private static Map<String, List<String>> agents() {
        var agents = new LinkedHashMap<String, List<String>>();
        agents.put("customer-service-agent", List.of("search_contacts", "get_contact_deals", "create_crm_note"));
        agents.put("operations-agent", List.of("get_overdue_invoices", "get_project_status", "search_contacts"));
        agents.put(
                "executive-assistant",
                List.of("search_contacts", "get_contact_deals", "get_overdue_invoices", "get_project_status"));
        agents.put(
                "sales-manager-agent",
                List.of(
                        "search_contacts",
                        "get_contact_deals",
                        "get_top_deals",
                        "find_stale_contacts",
                        "get_interaction_history"));
        agents.put("finance-agent", List.of("get_outstanding_receivables", "get_overdue_invoices"));
        agents.put(
                "account-manager-agent",
                List.of(
                        "search_contacts",
                        "get_contact_deals",
                        "get_customer_overview",
                        "get_interaction_history",
                        "create_crm_note"));
        return agents;
    }
}
