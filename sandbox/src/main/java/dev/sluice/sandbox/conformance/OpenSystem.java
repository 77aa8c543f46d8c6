package dev.sluice.sandbox.conformance;

import dev.sluice.common.access.Principal;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.sandbox.stack.BrokerProcess;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** A gateway that asks for no key, a real broker and a worker with the fixture tools: for the suite and nothing else. */
final class OpenSystem implements AutoCloseable {
    private static final Principal EVERYBODY = new Principal("conformance", "conformance");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final int port;

    private OpenSystem(Path folder) throws IOException, InterruptedException {
        try {
            var broker = BrokerProcess.start(folder);
            opened.push(broker);
            var policy = Files.writeString(folder.resolve("policy.yaml"), """
                    roles: {conformance: {tools: [%s]}}
                    agents: {conformance: {role: conformance, connection: main, keys: ["sha256:%s"]}}
                    """.formatted(
                            String.join(", ", Fixtures.toolNames()), "0".repeat(64)));
            opened.push(Worker.start(
                    WorkerSettings.read(worker(broker, folder)),
                    Fixtures.catalog(),
                    Fixtures.tools(),
                    OpenSystem::brokeDown));
            var gateway = Gateway.startOpen(
                    GatewaySettings.read(reader(Map.of(
                            "kafka.bootstrap", broker.address(),
                            "http.port", "0",
                            "policy.file", policy.toString()))),
                    Fixtures.catalog(),
                    Fixtures.prompts(),
                    EVERYBODY,
                    OpenSystem::brokeDown);
            opened.push(gateway);
            port = gateway.port();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Brings it up with its files in a folder. */
    static OpenSystem start(Path folder) throws IOException, InterruptedException {
        return new OpenSystem(folder);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part did not stop cleanly", e);
            }
        }
    }

    /** The suite goes on to fail and says where. */
    private static void brokeDown(CannotGoOn reason) {
        System.err.println(reason.getMessage());
    }

    /** The fixture tools ask Zoho nothing, so nobody answers at this address. */
    private static SettingsReader worker(BrokerProcess broker, Path folder) throws IOException {
        var credentials = Files.createFile(
                folder.resolve("zoho.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                credentials, "{\"client_id\":\"none\",\"client_secret\":\"none\",\"refresh_token\":\"none\"}");
        var settings = new LinkedHashMap<String, String>();
        settings.put("kafka.bootstrap", broker.address());
        settings.put("zoho.main.credentials", "file:" + credentials);
        settings.put("zoho.main.url", "http://127.0.0.1:9");
        settings.put("zoho.main.data-centre", "us");
        return reader(settings);
    }

    private static SettingsReader reader(Map<String, String> settings) {
        return new SettingsReader(SettingsSource.of(settings));
    }
}
