package dev.sluice.sandbox.zoho.oauth;

import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Admission;
import dev.sluice.sandbox.zoho.limit.Claim;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives access tokens of one data centre for refresh tokens and codes. It knows nothing of other data centres: their
 * clients and tokens are invalid here. Nearly all its refusals come with status 200, as Zoho's do. The API domain it
 * names is the address it was itself asked at.
 */
public final class AccountsServer {

    /** How long a code is good for unless its user chose otherwise. */
    public static final Duration CODE_LIFETIME = Duration.ofMinutes(3);

    private final InstantSource clock;
    private final Map<String, Registration> clients = new ConcurrentHashMap<>();
    private final Map<String, RefreshToken> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, GrantCode> codes = new ConcurrentHashMap<>();
    private final Map<String, AccessToken> accessTokens = new ConcurrentHashMap<>();
    private final List<RefreshToken> byAge = new ArrayList<>();
    private volatile TokenRules rules;
    private int granted;

    /** A client, the limits of its organisation, and the user who consents unless another is named. */
    private record Registration(OAuthClient client, Limits limits, String user) {}

    public AccountsServer(InstantSource clock, TokenRules rules) {
        this.clock = clock;
        this.rules = rules;
    }

    public void rules(TokenRules other) {
        rules = other;
    }

    public void register(OAuthClient client, Limits limits, String user) {
        clients.put(client.id(), new Registration(client, limits, user));
    }

    /** A refresh token: what a user's consent, given in a browser, would have led to. */
    public String grant(Consent consent) {
        return refreshToken(consent).value();
    }

    /** A code for a consent. Scopes there are not are dropped, which only the answer to its use tells. */
    public GrantCode code(Consent consent, Duration lifetime) {
        Consent known = new Consent(consent.client(), consent.user(), KnownScopes.of(consent.scopes()));
        GrantCode code = new GrantCode(secret(), known, clock.instant().plus(lifetime));
        codes.put(code.value(), code);
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

    /** All refresh tokens given so far, and the access tokens that came of them, stop working. */
    public void revokeAll() {
        refreshTokens.values().forEach(this::revoke);
    }

    public Response answer(Request request) {
        Params params = request.params().and(request.form());
        return switch (request.method() + " " + request.path()) {
            case "POST /oauth/v2/token" -> token(params, request);
            case "POST /oauth/v2/token/revoke" -> revoke(params);
            case "GET /oauth/serverinfo" -> serverInfo(request);
            default -> error("invalid_request");
        };
    }

    private Response token(Params params, Request request) {
        Registration registration = params.get("client_id").map(clients::get).orElse(null);
        if (registration == null) {
            return error("invalid_client");
        }
        if (!params.get("client_secret")
                .equals(Optional.of(registration.client().secret()))) {
            return error("invalid_client_secret");
        }
        String apiDomain = address(request);
        return switch (params.get("grant_type").orElse("")) {
            case "refresh_token" ->
                refresh(registration, params.get("refresh_token").orElse(""), apiDomain);
            case "authorization_code" ->
                exchange(registration.client(), params.get("code").orElse(""), apiDomain);
            case "client_credentials" -> withoutUser(registration, params, apiDomain);
            default -> error("unsupported_grant_type");
        };
    }

    private Response refresh(Registration registration, String value, String apiDomain) {
        RefreshToken token = refreshTokens.get(value);
        if (token == null || !token.consent().client().equals(registration.client())) {
            return error("invalid_code");
        }
        Claim claim = new Claim(LimitName.TOKEN_REQUESTS, token.label(), 1);
        return switch (registration.limits().admit(List.of(claim))) {
            case Admission.Refused _ -> throttled();
            case Admission.Admitted _ -> Response.json(200, accessToken(token, apiDomain));
        };
    }

    private Response exchange(OAuthClient client, String value, String apiDomain) {
        GrantCode code = codes.get(value);
        if (code == null || !code.consent().client().equals(client) || !codes.remove(value, code)) {
            return error("invalid_code");
        }
        if (clock.instant().isAfter(code.expiresAt())) {
            return error("invalid_code");
        }
        RefreshToken token = refreshToken(code.consent());
        Map<String, Object> body = accessToken(token, apiDomain);
        body.put("refresh_token", token.value());
        return Response.json(200, body);
    }

    /** A self client may have an access token for itself, without a refresh token. */
    private Response withoutUser(Registration registration, Params params, String apiDomain) {
        Set<String> scopes = KnownScopes.parse(params.get("scope").orElse(""));
        if (scopes.isEmpty()) {
            return error("invalid_scope");
        }
        Consent consent = new Consent(registration.client(), registration.user(), scopes);
        return Response.json(200, accessToken(new RefreshToken(secret(), "", consent), apiDomain));
    }

    private synchronized RefreshToken refreshToken(Consent consent) {
        RefreshToken token = new RefreshToken(secret(), consent.client().id() + "#" + ++granted, consent);
        refreshTokens.put(token.value(), token);
        byAge.add(token);
        List<RefreshToken> ofUser = byAge.stream()
                .filter(other -> other.consent().client().equals(consent.client())
                        && other.consent().user().equals(consent.user()))
                .toList();
        if (ofUser.size() > rules.refreshTokens()) {
            revoke(ofUser.getFirst());
        }
        return token;
    }

    private Response revoke(Params params) {
        RefreshToken token = refreshTokens.get(params.get("token").orElse(""));
        if (token == null) {
            return Response.json(400, Map.of("status", "failure", "error", "invalid_token"));
        }
        revoke(token);
        return Response.json(200, Map.of("status", "success"));
    }

    private synchronized void revoke(RefreshToken token) {
        refreshTokens.remove(token.value());
        byAge.remove(token);
        token.live().forEach(access -> accessTokens.remove(access.value()));
    }

    private Map<String, Object> accessToken(RefreshToken from, String apiDomain) {
        TokenRules now = rules;
        Consent consent = from.consent();
        AccessToken access = new AccessToken(
                secret(),
                consent,
                new GrantedScopes(consent.scopes()),
                clock.instant().plus(now.lifetime()));
        accessTokens.put(access.value(), access);
        from.keep(access, now).ifPresent(oldest -> accessTokens.remove(oldest.value()));

        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", access.value());
        body.put("scope", String.join(" ", consent.scopes()));
        body.put("api_domain", apiDomain);
        body.put("token_type", "Bearer");
        body.put("expires_in", now.lifetime().toSeconds());
        return body;
    }

    private static Response serverInfo(Request request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("result", "success");
        body.put("locations", Map.of("here", address(request)));
        return Response.json(200, body);
    }

    private static String address(Request request) {
        return "http://" + request.header("Host").orElse("127.0.0.1");
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
