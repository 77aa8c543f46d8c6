package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherZohoTest {

    @Test
    void aSandboxWorksWithAnotherZohoAndItsAccount(@TempDir Path folder) throws Exception {
        try (var other = ZohoDouble.start(ZohoDoubleOptions.defaults().withSeed(7))) {
            var account = other.account();
            var credentials = Files.createFile(
                    folder.resolve("credentials.json"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    credentials,
                    Json.bytes(Map.of(
                            "client_id", account.clientId(),
                            "client_secret", account.clientSecret(),
                            "refresh_token", account.refreshToken())));

            try (var sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                            .inProcess()
                            .zohoUrl(other.url())
                            .set("worker.zoho.main.credentials=file:" + credentials)
                            .set("worker.zoho.main.books-organization=" + account.organizationId())
                            .set("worker.zoho.main.projects-portal=" + account.portalId()));
                    var agent = Agent.connect(
                            sandbox.gateways().getFirst(),
                            Objects.requireNonNull(sandbox.agents().get("executive-assistant")))) {
                assertThat(agent.call("search_contacts", Map.of("query", "Acme Corp"))
                                .isError())
                        .isFalse();
                assertThat(agent.call("get_overdue_invoices", Map.of()).isError())
                        .isFalse();
                assertThat(agent.call("get_project_status", Map.of()).isError()).isFalse();
            }

            assertThat(other.requests().countUnder("/crm/v8/coql")).isEqualTo(1);
        }
    }
}
