package dev.sluice.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.access.Principal;
import dev.sluice.gateway.tls.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listener with certificates, and clients with certificates of their own. */
class TlsTest {
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call",
             "params":{"name":"search_contacts","arguments":{"query":"mai"}}}""";
    private static final String BY_SUBJECT = """
              by-subject: {role: operations, connection: main, certificates: {subject: "CN=reporting, O=Example"}}
            """;
    private static final String BY_NAME = """
              by-name: {role: operations, connection: main, certificates: [{name: "spiffe://example/reporting"}]}
            """;

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void issue() {
        certificates = TestCertificates.in(folder)
                .issue("first", "CN=sluice", "dns:localhost,ip:127.0.0.1")
                .issue("second", "CN=sluice", "dns:localhost,ip:127.0.0.1")
                .issue("reporting", "CN=reporting,O=Example", "uri:spiffe://example/reporting");
        certificates.writeChain("authority", "authority.pem");
    }

    @BeforeEach
    void writeFirst() {
        certificates.writeChain("first", "server.pem");
        certificates.writeKey("first", "server-key.pem");
    }

    @Test
    void aKeyGoesThroughTls() throws Exception {
        try (var gateway = TestingGateway.open(tls(Map.of()))) {
            var answer = send(gateway, certificates.client(), TestingGateway.SERVICE_KEY);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void withoutACertificateThatIsRequiredThereIsNoConnection() {
        try (var gateway = TestingGateway.open(tls(clients("required")), BY_SUBJECT)) {
            assertThatThrownBy(() -> send(gateway, certificates.client(), TestingGateway.SERVICE_KEY))
                    .isInstanceOf(IOException.class);
            assertThat(gateway.asked.get()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"by-subject", "by-name"})
    void aCertificateMayBeAnAgentsBySubjectOrByName(String agent) throws Exception {
        var policy = agent.equals("by-name") ? BY_NAME : BY_SUBJECT;
        try (var gateway = TestingGateway.open(tls(clients("required")), policy)) {
            assertThat(send(gateway, certificates.client("reporting"), null).statusCode())
                    .isEqualTo(200);

            assertThat(gateway.calls.dispatched())
                    .extracting(call -> call.principal())
                    .containsExactly(new Principal(agent, "operations"));
        }
    }

    @Test
    void aKeyCountsBeforeTheCertificateOfItsConnection() throws Exception {
        try (var gateway = TestingGateway.open(tls(clients("wanted")), BY_SUBJECT)) {
            send(gateway, certificates.client("reporting"), TestingGateway.SERVICE_KEY);

            assertThat(gateway.calls.dispatched())
                    .extracting(call -> call.principal().agent())
                    .containsExactly("customer-service-agent");
        }
    }

    @Test
    void aCertificateOfNobodyIsNotEnough() throws Exception {
        try (var gateway = TestingGateway.open(tls(clients("wanted")), BY_SUBJECT)) {
            var stranger = send(gateway, certificates.client("second"), null);
            var nobody = send(gateway, certificates.client(), null);

            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.body()).contains("no agent has the certificate of this connection");
            assertThat(nobody.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aRenewedCertificateIsTakenUpAndOneThatDoesNotFitIsNot() throws Exception {
        try (var gateway = TestingGateway.open(tls(Map.of("http.tls.check-every", "20ms")))) {
            assertThat(shown(gateway)).isEqualTo(certificates.certificate("first"));

            replace("second", "server.pem", "server-key.pem");
            await().untilAsserted(() -> assertThat(shown(gateway)).isEqualTo(certificates.certificate("second")));

            Files.writeString(folder.resolve("server.pem"), "not a certificate");
            assertThat(shown(gateway)).isEqualTo(certificates.certificate("second"));
            replace("first", "server.pem", "server-key.pem");
            await().untilAsserted(() -> assertThat(shown(gateway)).isEqualTo(certificates.certificate("first")));
        }
    }

    private static void replace(String alias, String chain, String key) throws IOException {
        Files.move(certificates.writeChain(alias, "new.pem"), folder.resolve(chain), StandardCopyOption.ATOMIC_MOVE);
        Files.move(certificates.writeKey(alias, "new.pem"), folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Certificate shown(TestingGateway gateway) throws Exception {
        return send(gateway, certificates.client(), TestingGateway.SERVICE_KEY)
                .sslSession()
                .orElseThrow()
                .getPeerCertificates()[0];
    }

    private static HttpResponse<String> send(TestingGateway gateway, SSLContext context, @Nullable String key)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gateway.port() + "/mcp"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CALL));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try (var client = HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            client.shutdownNow();
            return answer;
        }
    }

    private static Map<String, String> clients(String wish) {
        return Map.of("http.tls.client-certificates", wish, "http.tls.client-authorities", folder + "/authority.pem");
    }

    private static Map<String, String> tls(Map<String, String> more) {
        var settings = new TreeMap<>(more);
        settings.put("http.tls.certificate", folder + "/server.pem");
        settings.put("http.tls.key", folder + "/server-key.pem");
        return settings;
    }
}
