package dev.sluice.gateway.identity;

import java.time.InstantSource;
import java.util.function.Supplier;

/** Knows principals by the tokens that issuers of the policy gave them. */
public final class TokenAuthenticator implements AutoCloseable {
    private final Supplier<TokenRules> rules;
    private final IssuerDocuments documents;
    private final TokenVerifier verifier;
    private final CheckedTokens checked;

    private TokenAuthenticator(
            Supplier<TokenRules> rules, IssuerDocuments documents, TokenVerifier verifier, CheckedTokens checked) {
        this.rules = rules;
        this.documents = documents;
        this.verifier = verifier;
        this.checked = checked;
    }

    /**
     * Knows tokens by these rules.
     *
     * @param rules asked again for every request, so that the policy may change
     */
    public static TokenAuthenticator of(Supplier<TokenRules> rules, OAuthSettings settings, InstantSource clock) {
        var documents = new IssuerDocuments(settings.fetchWithin());
        return new TokenAuthenticator(
                rules,
                documents,
                new TokenVerifier(settings.leeway(), settings.keys(), documents, clock),
                new CheckedTokens(settings.checkedFor(), clock));
    }

    /** Whether this is of the form of a token, which no API key is. */
    static boolean isToken(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        return first > 0 && second > first && text.indexOf('.', second + 1) < 0;
    }

    Authentication authenticate(String token) {
        var now = rules.get();
        var hash = KeyHash.ofKey(token);
        var known = checked.find(hash, now);
        return switch (known.isPresent() ? new TokenCheck.Good(known.get()) : verifier.check(token, now)) {
            case TokenCheck.Good(var good) -> {
                checked.keep(hash, now, good);
                yield now.whose(good);
            }
            case TokenCheck.Bad(String reason) -> new Authentication.Refused(reason);
            case TokenCheck.Unknown(String reason) -> new Authentication.Unknown(reason);
        };
    }

    @Override
    public void close() {
        documents.close();
    }
}
