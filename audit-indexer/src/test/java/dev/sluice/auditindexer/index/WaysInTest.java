package dev.sluice.auditindexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.auditindexer.document.TestEvents;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

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
            var reply =
                    new OpenSearchIndex(openSearch, "n").create(List.of(TestEvents.document(1, TestEvents.NOVEMBER)));

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

    @Test
    void anAwsIdentitySignsEachRequest() throws Exception {
        var sent = new ArrayList<HttpExecuteRequest>();
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "not-a-real-secret");
        var transport = Transports.aws(
                URI.create("https://audit.eu-west-1.es.amazonaws.com"),
                new IndexSettings.Access.Aws("eu-west-1", "es"),
                recording(sent));
        var document = TestEvents.document(1, TestEvents.NOVEMBER);
        try (var openSearch = new OpenSearch(transport)) {
            new OpenSearchIndex(openSearch, "n").create(List.of(document));

            var request = sent.getLast();
            assertThat(request.httpRequest()
                            .firstMatchingHeader("Authorization")
                            .orElseThrow())
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                    .contains("/eu-west-1/es/aws4_request");
            assertThat(sent.getFirst().httpRequest().getUri().getPath()).isEqualTo("/n-2026.11");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    /** A client of AWS's kind that refuses everything, and remembers it. */
    private static SdkHttpClient recording(List<HttpExecuteRequest> sent) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                sent.add(request);
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() {
                        return HttpExecuteResponse.builder()
                                .response(SdkHttpResponse.builder()
                                        .statusCode(429)
                                        .build())
                                .build();
                    }

                    @Override
                    public void abort() {}
                };
            }

            @Override
            public void close() {}
        };
    }

    private static IndexSettings read(Map<String, String> values) {
        var settings = new SettingsReader(SettingsSource.of(values));
        var read = IndexSettings.read(settings);
        settings.finish();
        return read;
    }
}
