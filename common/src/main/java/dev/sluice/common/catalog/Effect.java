package dev.sluice.common.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tool does to Zoho. */
public enum Effect {
    /** Looks only. */
    @JsonProperty("read")
    READ,
    /** Adds something; asked twice, it adds it twice. Nothing in Sluice changes or deletes. */
    @JsonProperty("write")
    WRITE
}
