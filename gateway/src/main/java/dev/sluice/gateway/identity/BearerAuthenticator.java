package dev.sluice.gateway.identity;

import dev.sluice.common.access.Principal;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Knows principals by what they bear ({@code Authorization: Bearer …}, RFC 6750): an API key, or an issuer's token. */
public final class BearerAuthenticator implements Authenticator {
    private static final String SCHEME = "Bearer";
    private static final Pattern CREDENTIALS = Pattern.compile("\\s*(\\S+)(?:\\s+(.*?))?\\s*");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Supplier<Map<KeyHash, Principal>> keys;
    private final TokenAuthenticator tokens;

    /**
     * Knows these keys, and those tokens.
     *
     * @param keys whose each key is, asked again for every request, so that the policy may change
     */
    public BearerAuthenticator(Supplier<Map<KeyHash, Principal>> keys, TokenAuthenticator tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    @Override
    public Authentication authenticate(Credentials given) {
        var authorization = given.authorization();
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
            return new Authentication.Refused("the Authorization header is not 'Bearer' and one API key or token");
        }
        var principal = keys.get().get(KeyHash.ofKey(token));
        if (principal != null) {
            return new Authentication.Authenticated(principal);
        }
        return TokenAuthenticator.isToken(token)
                ? tokens.authenticate(token)
                : new Authentication.Refused("no agent has this API key");
    }
}
