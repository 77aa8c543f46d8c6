package dev.sluice.common.call;

import java.util.Objects;

/** Where the result of a call is awaited: one partition of the results, read by one incarnation of a gateway. */
public record ReplyAddress(String gateway, int partition) {
    public ReplyAddress {
        Objects.requireNonNull(gateway, "gateway");
        if (partition < 0) {
            throw new IllegalArgumentException("partition " + partition);
        }
    }
}
