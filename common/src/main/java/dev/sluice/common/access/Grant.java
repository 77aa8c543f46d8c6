package dev.sluice.common.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A standing permission: the principal it was given to may use this tool, on this connection, and see these fields.
 *
 * @param lane who goes first when quota is scarce; absent, as an interactive caller
 * @param weight the agent's share of a scarce quota in proportion to the others; absent, 1
 * @param fields what of the answer may be seen; absent only from a gateway that knows nothing of them, and then no call
 *     is carried out
 */
public record Grant(
        String tool,
        String connection,
        @Nullable Lane lane,
        @Nullable Integer weight,
        @Nullable FieldRules fields) {
    public Grant(String tool, String connection) {
        this(tool, connection, null, null, FieldRules.NOTHING);
    }

    public Grant {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(connection, "connection");
    }

    /** The same, on another connection. */
    public Grant on(String other) {
        return new Grant(tool, other, lane, weight, fields);
    }

    public Lane laneOrUsual() {
        return lane == null ? Lane.INTERACTIVE : lane;
    }

    public int weightOrUsual() {
        return weight == null ? 1 : Math.max(1, weight);
    }

    /** The same with other fields. */
    public Grant seeing(FieldRules others) {
        return new Grant(tool, connection, lane, weight, others);
    }
}
