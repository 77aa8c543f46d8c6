package dev.sluice.sandbox.stack;

import dev.sluice.common.settings.Secret;
import dev.sluice.gateway.identity.ApiKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sandbox's data folder: the policy, the credentials and the keys, the broker's log, what the programs said. */
final class SandboxFiles implements AutoCloseable {
    /** Where the sandbox's policy has the hash of an agent's key. */
    private static final Pattern KEY = Pattern.compile("\\$\\{key of ([a-z-]+)}");

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

    /** Writes the policy with new keys, and with further agents; returns each agent's key. */
    Map<String, Secret> writePolicy(List<SandboxAgent> others) throws IOException {
        var keys = new LinkedHashMap<String, Secret>();
        var agents = new StringBuilder(KEY.matcher(resource("policy.yaml")).replaceAll(agent -> {
            var key = ApiKeys.generate();
            keys.put(agent.group(1), key.key());
            return key.hash().toString();
        }));
        for (var other : others) {
            var key = ApiKeys.generate();
            keys.put(other.name(), key.key());
            agents.append(other.entry(key.hash().toString()));
        }
        Files.writeString(policy(), agents);
        return keys;
    }

    Path declaredTools() {
        return folder.resolve("declared-tools.yaml");
    }

    /** Writes the example of a declared tool, the one that operators start from. */
    void writeDeclaredTools() throws IOException {
        Files.writeString(declaredTools(), resource("tools.yaml"));
    }

    private static String resource(String name) throws IOException {
        try (var in = SandboxFiles.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
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
}
