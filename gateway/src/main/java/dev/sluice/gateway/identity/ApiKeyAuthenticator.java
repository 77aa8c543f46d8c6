package dev.sluice.gateway.identity;

import dev.sluice.common.access.Principal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Knows principals by the API key they bear ({@code Authorization: Bearer …}, RFC 6750). */
public final class ApiKeyAuthenticator implements Authenticator {
    private static final String SCHEME = "Bearer";
    private static final Pattern CREDENTIALS = Pattern.compile("\\s*(\\S+)(?:\\s+(.*?))?\\s*");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Supplier<Map<KeyHash, Principal>> keys;

    /**
     * Knows these keys.
     *
     * @param keys whose each key is, asked again for every request, so that the policy may change
     */
    public ApiKeyAuthenticator(Supplier<Map<KeyHash, Principal>> keys) {
        this.keys = keys;
    }

    @Override
    public Authentication authenticate(List<String> authorization) {
        if (authorization.isEmpty()) {
            return new Authentication.Missing();
        }
        if (authorization.size() > 1) {
            return new Authentication.Refused("the request has more than one Authorization header");
        }
        var credentials = CREDENTIALS.matcher(authorization.getFirst());
        if (!credentials.matches() || !SCHEME.equalsIgnoreCase(credentials.group(1))) {
            return new Authentication.Missing();
        }
        var token = credentials.group(2);
        if (token == null || !TOKEN.matcher(token).matches()) {
            return new Authentication.Refused("the Authorization header is not 'Bearer' and one API key");
        }
        var principal = keys.get().get(KeyHash.ofKey(token));
        return principal == null
                ? new Authentication.Refused("no agent has this API key")
                : new Authentication.Authenticated(principal);
    }
}
