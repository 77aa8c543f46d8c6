package dev.sluice.sandbox.stack;

import dev.sluice.common.json.Json;
import dev.sluice.common.settings.Secret;
import dev.sluice.gateway.identity.ApiKeys;
import dev.sluice.sandbox.zoho.ZohoAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    Path output(String program) {
        return folder.resolve("logs").resolve(program + ".log");
    }

    Path policy() {
        return folder.resolve("policy.yaml");
    }

    Path zohoCredentials() {
        return folder.resolve("zoho-credentials.json");
    }

    /** Writes the policy with new keys; returns each agent's key. */
    Map<String, Secret> writePolicy() throws IOException {
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
        Files.writeString(policy(), roles.append(agents));
        return keys;
    }

    void writeCredentials(ZohoAccount account) throws IOException {
        Files.deleteIfExists(zohoCredentials());
        Files.createFile(
                zohoCredentials(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                zohoCredentials(),
                Json.bytes(Map.of(
                        "client_id", account.clientId(),
                        "client_secret", account.clientSecret(),
                        "refresh_token", account.refreshToken())));
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
        return agents;
    }
}
