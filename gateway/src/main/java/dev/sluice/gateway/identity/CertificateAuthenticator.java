package dev.sluice.gateway.identity;

import dev.sluice.common.access.Principal;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Knows principals by the certificate of their connection, where a request bears nothing else. That a certificate is good
 * was seen to when the connection was made.
 */
public final class CertificateAuthenticator implements Authenticator {
    private final Supplier<List<CertificateRule>> rules;
    private final Authenticator bearers;

    /**
     * Knows certificates by these rules.
     *
     * @param rules asked again for every request, so that the policy may change
     * @param bearers knows principals by what their requests bear, which comes first
     */
    public CertificateAuthenticator(Supplier<List<CertificateRule>> rules, Authenticator bearers) {
        this.rules = rules;
        this.bearers = bearers;
    }

    @Override
    public Authentication authenticate(Credentials credentials) {
        var borne = bearers.authenticate(credentials);
        var certificate = credentials.certificate();
        if (!(borne instanceof Authentication.Missing) || certificate == null) {
            return borne;
        }
        var principals = rules.get().stream()
                .filter(rule -> rule.isAbout(certificate))
                .map(CertificateRule::principal)
                .distinct()
                .toList();
        return switch (principals.size()) {
            case 0 -> new Authentication.Refused("no agent has the certificate of this connection");
            case 1 -> new Authentication.Authenticated(principals.getFirst());
            default ->
                new Authentication.Refused("the certificate of this connection could be that of more than one agent ("
                        + principals.stream().map(Principal::agent).collect(Collectors.joining(", "))
                        + "); operators tell them apart in the policy");
        };
    }
}
