package dev.sluice.gateway.identity;

import java.util.List;

/**
 * What a request brings to show whose it is.
 *
 * @param authorization the values of its {@code Authorization} headers, as they came
 */
public record Credentials(List<String> authorization) {
    public Credentials {
        authorization = List.copyOf(authorization);
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
