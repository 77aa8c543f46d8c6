package dev.sluice.auditindexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.auditindexer.document.TestEvents;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class WaysInTest {
    @Test
    void passwordsAndAwsRegionsAreTwoWaysInAndHalfAPasswordIsNone() {
        Assertions.assertThatThrownBy(() -> read(Map.of("index.username", "u", "index.aws-region", "eu-west-1")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("index.password")
                .hasMessageContaining("index.aws-region");
    }

    @Test
    void aBasicPasswordGoesWithTheFirstRequestAndIsShownNowhere() throws Exception {
        var authorizations = new ArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        server.start();
        var settings = read(Map.of(
                "index.urls",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "index.username",
                "writer",
                "index.password",
                "hunter2"));
        try (var openSearch = new OpenSearch(Transports.open(settings))) {
            var reply = new OpenSearchIndex(openSearch, "n").create(List.of(TestEvents.document(1, TestEvents.NOVEMBER)));

            assertThat(reply).isInstanceOf(BulkReply.TooMuch.class);
            assertThat(authorizations)
                    .containsOnly("Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString("writer:hunter2".getBytes(StandardCharsets.UTF_8)));
            assertThat(settings.toString()).doesNotContain("hunter2");
        } finally {
            server.stop(0);
        }
    }

    private static IndexSettings read(Map<String, String> values) {
        var settings = new SettingsReader(SettingsSource.of(values));
        var read = IndexSettings.read(settings);
        settings.finish();
        return read;
    }
}
