package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.sluice.common.access.Principal;
import dev.sluice.gateway.identity.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come with a token of an issuer, or are told where to get one. */
class OAuthTest {
    private static final ECKey KEY = TestIssuer.newKey("k1");
    private static final String METADATA = "https://sluice.example/.well-known/oauth-protected-resource/mcp";

    private final TestIssuer issuer = TestIssuer.open();
    private TestingGateway gateway;

    @BeforeEach
    void open() {
        issuer.publish(KEY.toPublicJWK());
        gateway = open(Map.of("oauth.resource", "https://sluice.example/mcp", "oauth.advertise", "true"));
    }

    @AfterEach
    void close() {
        gateway.close();
        issuer.close();
    }

    @Test
    void aTokenLetsItsAgentCall() {
        var response = call(token(claims -> claims.claim("scope", "sluice")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(gateway.calls.dispatched())
                .singleElement()
                .satisfies(call -> assertThat(call.principal()).isEqualTo(new Principal("reporting", "operations")));
    }

    @Test
    void anApiKeyIsGoodBesideIt() {
        assertThat(gateway.call("search_contacts", "{\"query\":\"mai\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoBringsNothingIsToldWhereToGetAToken() {
        var response = gateway.send(gateway.request(PING).setHeader("Authorization", "Basic bWlhOng="));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(challenge(response))
                .isEqualTo("Bearer realm=\"sluice\", resource_metadata=\"" + METADATA + "\", scope=\"sluice\"");
    }

    @Test
    void whatIsWrongWithATokenIsSaidAndTheTokenIsNot() {
        var token = token(claims -> claims.audience("https://other.example").claim("scope", "sluice"));

        var response = call(token);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(challenge(response))
                .isEqualTo("Bearer realm=\"sluice\", resource_metadata=\"" + METADATA
                        + "\", error=\"invalid_token\", error_description=\"the token was issued for another resource\","
                        + " scope=\"sluice\"");
        assertThat(response.body()).doesNotContain(token, "other.example");
        assertThat(json(response).path("error").path("code").asInt()).isEqualTo(-32004);
    }

    @Test
    void aTokenIssuedForTooLittleIs403WithTheScopeItNeeds() {
        var response = call(token(claims -> claims.claim("scope", "openid")));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(challenge(response))
                .isEqualTo("Bearer realm=\"sluice\", resource_metadata=\"" + METADATA
                        + "\", error=\"insufficient_scope\", error_description=\"the token was not issued for sluice\","
                        + " scope=\"sluice\"");
        assertThat(gateway.calls.dispatched()).isEmpty();
    }

    @Test
    void aTokenThatCannotBeCheckedIsNoBadToken() {
        issuer.close();

        var response = call(token(claims -> claims));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("10");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void anEndlessTokenIsRefusedBeforeItIsRead() {
        var response = call("e".repeat(9_000) + ".e30.AA");

        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(gateway.asked.get()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"})
    void theMetadataNamesTheResourceAndItsIssuers(String path) {
        var response = gateway.send(HttpRequest.newBuilder(gateway.uri(path)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(response).toString())
                .isEqualTo("{\"resource\":\"https://sluice.example/mcp\",\"authorization_servers\":[\"" + issuer.url()
                        + "\"],\"scopes_supported\":[\"sluice\"],\"bearer_methods_supported\":[\"header\"],"
                        + "\"resource_name\":\"" + ServerInfo.TITLE + "\"}");
    }

    @Test
    void whatIsNotAdvertisedIsNowhere() {
        gateway.close();
        gateway = open(Map.of("oauth.resource", "https://sluice.example/mcp"));

        var metadata = gateway.send(HttpRequest.newBuilder(gateway.uri("/.well-known/oauth-protected-resource")));
        var refused = gateway.send(gateway.request(PING).setHeader("Authorization", "none"));

        assertThat(metadata.statusCode()).isEqualTo(404);
        assertThat(challenge(refused)).isEqualTo("Bearer realm=\"sluice\", scope=\"sluice\"");
        assertThat(call(token(claims -> claims.claim("scope", "sluice"))).statusCode())
                .isEqualTo(200);
    }

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private TestingGateway open(Map<String, String> settings) {
        return TestingGateway.open(settings, """
                  reporting:
                    role: operations
                    connection: main
                    jwt: {issuer: corp, claim: client_id, value: reporting, scopes: [sluice]}
                issuers:
                  corp: {issuer: "%s", keys: "%s", audiences: ["%s"]}
                """.formatted(issuer.url(), issuer.keysUrl(), TestIssuer.AUDIENCE));
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return TestIssuer.sign(
                KEY, change.apply(issuer.claims(TestingGateway.NOW)).build());
    }

    private HttpResponse<String> call(String token) {
        return gateway.send(gateway.request("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call",
                 "params":{"name":"search_contacts","arguments":{"query":"mai"}}}""").setHeader("Authorization", "Bearer " + token));
    }

    private static String challenge(HttpResponse<?> response) {
        return response.headers().firstValue("WWW-Authenticate").orElse("");
    }
}
