package dev.sluice.common.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a call of a tool is given out as a task, to clients that can take one. */
public enum TaskSupport {
    /** When it takes long. */
    @JsonProperty("optional")
    OPTIONAL,
    /** Always. Clients that cannot take a task wait for the result. */
    @JsonProperty("always")
    ALWAYS,
    /** Always, and clients that cannot take a task cannot call it. */
    @JsonProperty("required")
    REQUIRED
}
