package dev.sluice.gateway.identity;

import dev.sluice.common.access.Principal;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Which client certificates are an agent's: by their subject, or by one of their alternative names.
 *
 * @param subject a distinguished name such as {@code CN=reporting,O=Example}
 * @param name a DNS name, a URI or an e-mail address
 */
public record CertificateRule(
        @Nullable X500Principal subject, @Nullable String name, Principal principal) {
    /** Of alternative names: e-mail addresses, DNS names, URIs (RFC 5280). */
    private static final Set<Integer> NAMES = Set.of(1, 2, 6);

    boolean isAbout(X509Certificate certificate) {
        return subject == null ? hasName(certificate) : subject.equals(certificate.getSubjectX500Principal());
    }

    private boolean hasName(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(entry ->
                                    NAMES.contains(entry.get(0)) && entry.get(1).equals(name));
        } catch (CertificateParsingException _) {
            return false;
        }
    }
}
