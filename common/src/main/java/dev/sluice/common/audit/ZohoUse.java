package dev.sluice.common.audit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What one call took of Zoho.
 *
 * @param waited how long its requests waited for their turn, all together; those that wait side by side each count
 * @param sent its requests, in the order in which they ended, retries included
 */
public record ZohoUse(Duration waited, List<SentRequest> sent) {
    public static final ZohoUse NONE = new ZohoUse(Duration.ZERO, List.of());

    public ZohoUse {
        Objects.requireNonNull(waited, "waited");
        sent = List.copyOf(sent);
    }

    /** This, and then that. */
    public ZohoUse and(ZohoUse later) {
        return new ZohoUse(
                waited.plus(later.waited),
                Stream.concat(sent.stream(), later.sent.stream()).toList());
    }

    public int requests() {
        return sent.size();
    }
}
