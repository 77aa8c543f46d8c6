package dev.sluice.gateway.identity;

import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What issuers publish of themselves: at most so large, within so long, and never by a redirect. Addresses are HTTPS ones,
 * save on this machine.
 */
final class IssuerDocuments implements AutoCloseable {
    private static final int LARGEST = 256 << 10;
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private final Duration within;
    private final HttpClient client;

    IssuerDocuments(Duration within) {
        this.within = within;
        this.client = HttpClient.newBuilder()
                .connectTimeout(within)
                .followRedirects(Redirect.NEVER)
                .build();
    }

    /** The public keys of an issuer, at the address that is known or that the issuer's metadata names. */
    JWKSet keys(TokenIssuer issuer) throws IOException, InterruptedException {
        var at = issuer.keys() == null ? discovered(issuer) : issuer.keys();
        var document = get(at);
        try {
            // Its private half, were it there by mistake, is of no use here.
            return JWKSet.parse(document).toPublicJWKSet();
        } catch (ParseException | IllegalArgumentException _) {
            throw new IOException(at + " is no JSON Web Key Set");
        }
    }

    /** Where an issuer's metadata (RFC 8414, or OpenID Connect's) says that its keys are. */
    private URI discovered(TokenIssuer issuer) throws IOException, InterruptedException {
        var tried = new ArrayList<String>();
        for (var place : metadata(issuer.url())) {
            try {
                var metadata = json(get(place), place);
                if (!metadata.path("issuer").asString("").equals(issuer.url())) {
                    tried.add(place + " is about another issuer");
                } else if (TokenIssuer.isSafe(metadata.path("jwks_uri").asString(""))) {
                    return URI.create(metadata.path("jwks_uri").asString());
                } else {
                    tried.add(place + " names no https jwks_uri");
                }
            } catch (IOException e) {
                tried.add(String.valueOf(e.getMessage()));
            }
        }
        throw new IOException(String.join("; ", tried));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static List<URI> metadata(String issuer) {
        var uri = URI.create(issuer);
        var path = uri.getRawPath() == null || uri.getRawPath().equals("/") ? "" : uri.getRawPath();
        return List.of(
                uri.resolve(OAUTH + path),
                uri.resolve((path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + OPENID));
    }

    private String get(URI uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .timeout(within)
                .header("Accept", "application/json")
                .build();
        var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            // The request's own time-out ends with the headers: a body that trickles in is cut off here.
            var response = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(uri + " answers with status " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (TimeoutException _) {
            throw new IOException(uri + " does not answer within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IOException(uri + " cannot be read: " + e.getCause(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonNode json(String text, URI place) throws IOException {
        try {
            return Json.mapper().readTree(text);
        } catch (JacksonException _) {
            throw new IOException(place + " is not JSON");
        }
    }
}
