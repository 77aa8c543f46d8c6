package dev.sluice.common.access;

import java.util.Objects;

/** A standing permission: the principal it was given to may use this tool, on this connection. */
public record Grant(String tool, String connection) {
    public Grant {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(connection, "connection");
    }
}
