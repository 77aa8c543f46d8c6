package dev.sluice.sandbox.zoho.oauth;

import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives access tokens for refresh tokens and codes. Nearly all its refusals come with status 200, as Zoho's do. The API
 * domain it names is the address it was itself asked at.
 */
public final class AccountsServer {

    private static final Duration CODE_LIFETIME = Duration.ofMinutes(3);

    private final InstantSource clock;
    private final String dataCenter;
    private final Map<String, OAuthClient> clients = new ConcurrentHashMap<>();
    private final Map<String, RefreshToken> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, AccessToken> accessTokens = new ConcurrentHashMap<>();
    private volatile TokenRules rules;

    private record Code(OAuthClient client, Set<String> scopes, Instant expiresAt) {}

    public AccountsServer(InstantSource clock, String dataCenter, TokenRules rules) {
        this.clock = clock;
        this.dataCenter = dataCenter;
        this.rules = rules;
    }

    public void rules(TokenRules other) {
        rules = other;
    }

    public void register(OAuthClient client) {
        clients.put(client.id(), client);
    }

    /** What a user's consent, given in a browser, would have led to. */
    public String grant(OAuthClient client, Collection<String> scopes) {
        RefreshToken token = new RefreshToken(secret(), client, new TreeSet<>(scopes));
        refreshTokens.put(token.value(), token);
        return token.value();
    }

    /** A code as a self client shows it in the console: good once, for three minutes. */
    public String code(OAuthClient client, Collection<String> scopes) {
        String code = secret();
        codes.put(code, new Code(client, new TreeSet<>(scopes), clock.instant().plus(CODE_LIFETIME)));
        return code;
    }

    /** The token of that value, if it is alive. */
    public Optional<AccessToken> find(String value) {
        return Optional.ofNullable(accessTokens.get(value))
                .filter(token -> clock.instant().isBefore(token.expiresAt()));
    }

    /** All access tokens given so far stop working; refresh tokens do not. */
    public void expireAccessTokens() {
        accessTokens.clear();
    }

    public Response answer(Request request) {
        Params params = request.params().and(request.form());
        if (!request.method().equals("POST") || !request.path().equals("/oauth/v2/token")) {
            return error("invalid_request");
        }
        OAuthClient client = params.get("client_id").map(clients::get).orElse(null);
        if (client == null) {
            return error("invalid_client");
        }
        if (!params.get("client_secret").equals(Optional.of(client.secret()))) {
            return error("invalid_client_secret");
        }
        String apiDomain = "http://" + request.header("Host").orElse("127.0.0.1");
        return switch (params.get("grant_type").orElse("")) {
            case "refresh_token" -> refresh(client, params.get("refresh_token").orElse(""), apiDomain);
            case "authorization_code" -> exchange(client, params.get("code").orElse(""), apiDomain);
            default -> error("unsupported_grant_type");
        };
    }

    private Response refresh(OAuthClient client, String value, String apiDomain) {
        RefreshToken token = refreshTokens.get(value);
        if (token == null
                || !token.client().equals(client)
                || !client.dataCenter().equals(dataCenter)) {
            return error("invalid_code");
        }
        if (!token.admit(rules, clock.instant())) {
            return throttled();
        }
        return Response.json(200, granted(token, apiDomain));
    }

    private Response exchange(OAuthClient client, String value, String apiDomain) {
        Code code = codes.remove(value);
        if (code == null || !code.client().equals(client) || clock.instant().isAfter(code.expiresAt())) {
            return error("invalid_code");
        }
        RefreshToken token = new RefreshToken(secret(), client, code.scopes());
        refreshTokens.put(token.value(), token);
        Map<String, Object> body = granted(token, apiDomain);
        body.put("refresh_token", token.value());
        return Response.json(200, body);
    }

    private Map<String, Object> granted(RefreshToken from, String apiDomain) {
        TokenRules now = rules;
        AccessToken access = new AccessToken(
                secret(), from.client(), from.scopes(), clock.instant().plus(now.lifetime()));
        accessTokens.put(access.value(), access);
        from.keep(access, now).ifPresent(oldest -> accessTokens.remove(oldest.value()));

        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", access.value());
        body.put("scope", String.join(" ", new TreeSet<>(from.scopes())));
        body.put("api_domain", apiDomain);
        body.put("token_type", "Bearer");
        body.put("expires_in", now.lifetime().toSeconds());
        return body;
    }

    private static Response error(String code) {
        return Response.json(200, Map.of("error", code));
    }

    private static Response throttled() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "error_description", "You have made too many requests continuously. Please try again after some time.");
        body.put("error", "Access Denied");
        body.put("status", "failure");
        return Response.json(400, body);
    }

    private static String secret() {
        return "1000." + String.join(".", List.of(hex(), hex()));
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
