package dev.sluice.gateway.access;

import dev.sluice.common.access.Lane;
import dev.sluice.gateway.cap.Caps;
import dev.sluice.gateway.identity.KeyHash;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An agent of the policy: the role it acts in, the Zoho organisations it works on, and the keys it is known by.
 *
 * @param lane whether its calls go first when quota is scarce; absent, as interactive ones
 * @param weight its share of a scarce quota in proportion to the others; absent, 1
 * @param caps how many calls it may make, its role's included
 */
record Agent(
        String name,
        String role,
        List<String> connections,
        List<KeyHash> keys,
        @Nullable Lane lane,
        @Nullable Integer weight,
        Caps caps) {
    Agent {
        connections = List.copyOf(connections);
        keys = List.copyOf(keys);
    }

    /** What it is, with the beginning of each key's hash. */
    String line() {
        var line = new StringBuilder("role " + role + ", connection " + String.join(", ", connections));
        if (lane != null) {
            line.append(", lane ").append(lane.name().toLowerCase(Locale.ROOT));
        }
        if (weight != null) {
            line.append(", weight ").append(weight);
        }
        if (caps.aMinute() != null) {
            line.append(", calls a minute ").append(caps.aMinute());
        }
        if (caps.outstanding() != null) {
            line.append(", calls at once ").append(caps.outstanding());
        }
        keys.stream()
                .map(KeyHash::beginning)
                .sorted()
                .forEach(key -> line.append(", key ").append(key));
        return line.toString();
    }
}
