package dev.sluice.gateway.identity;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings to show whose it is.
 *
 * @param authorization the values of its {@code Authorization} headers, as they came
 * @param certificate the one that its connection was made with, found good
 */
public record Credentials(
        List<String> authorization, @Nullable X509Certificate certificate) {
    public Credentials {
        authorization = List.copyOf(authorization);
    }

    public Credentials(List<String> authorization) {
        this(authorization, null);
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
