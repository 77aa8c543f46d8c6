package dev.sluice.gateway.access;

import dev.sluice.gateway.identity.KeyHash;
import java.util.List;

/** An agent of the policy: the role it acts in, the Zoho organisation it works on, and the keys it is known by. */
record Agent(String name, String role, String connection, List<KeyHash> keys) {
    Agent {
        keys = List.copyOf(keys);
    }
}
