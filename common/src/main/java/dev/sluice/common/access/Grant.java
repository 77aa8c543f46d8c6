package dev.sluice.common.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A standing permission: the principal it was given to may use this tool, on this connection.
 *
 * @param lane who goes first when quota is scarce; absent, as an interactive caller
 * @param weight the agent's share of a scarce quota in proportion to the others; absent, 1
 */
public record Grant(
        String tool,
        String connection,
        @Nullable Lane lane,
        @Nullable Integer weight) {
    public Grant(String tool, String connection) {
        this(tool, connection, null, null);
    }

    public Grant {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(connection, "connection");
    }

    public Lane laneOrUsual() {
        return lane == null ? Lane.INTERACTIVE : lane;
    }

    public int weightOrUsual() {
        return weight == null ? 1 : Math.max(1, weight);
    }
}
