package dev.sluice.gateway.identity;

import java.util.List;

/** Finds out whose a request is. */
public interface Authenticator {
    /**
     * Judges a request's credentials.
     *
     * @param authorization the values of its {@code Authorization} headers, as they came
     */
    Authentication authenticate(List<String> authorization);
}
