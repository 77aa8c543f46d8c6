package dev.sluice.common.access;

import java.util.Objects;

/** Who asks, as authenticated: an agent of the policy, and the role it acts in. */
public record Principal(String agent, String role) {
    public Principal {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(role, "role");
    }
}
