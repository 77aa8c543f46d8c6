package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.worker.zoho.ZohoConnections;
import dev.sluice.worker.zoho.ZohoSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredToolsCheckTest {
    @Test
    void itEndsWithTheWorkerAlsoWhileZohoDoesNotAnswer(@TempDir Path folder) throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var settings = settings(folder, "http://127.0.0.1:" + silent.getLocalPort());
            try (var zoho = new ZohoConnections(settings, InstantSource.system())) {
                var check = DeclaredToolsCheck.begin(tools(folder), settings, zoho);
                try (var asked = silent.accept()) {
                    // It has been asked, so the look is under way, and a request may take ten seconds.
                    assertThat(asked.getInputStream().read()).isEqualTo('P');
                    var begun = Instant.now();

                    check.close();

                    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
                }
            }
        }
    }

    private static ZohoSettings settings(Path folder, String url) throws Exception {
        var credentials = Files.createFile(
                folder.resolve("zoho.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                credentials,
                "{\"client_id\":\"1000.A\",\"client_secret\":\"s\",\"refresh_token\":\"1000.r\",\"datacenter\":\"au\"}");
        return ZohoSettings.read(new SettingsReader(
                SettingsSource.of(Map.of("zoho.main.credentials", "file:" + credentials, "zoho.main.url", url))));
    }

    private static DeclaredTools tools(Path folder) throws Exception {
        return DeclaredTools.load(Files.writeString(folder.resolve("tools.yaml"), """
                tools:
                  all_deals:
                    title: Get all deals
                    description: 'Lists deals. Example: "Which deals are there?"'
                    query: select Deal_Name from Deals where id is not null
                    columns:
                      deal: { from: Deal_Name, type: text, field: deal.name, description: The deal. }
                    roles: [sales-manager]
                """));
    }
}
