package dev.sluice.worker.quota.ledger;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the pace of what is scarce has come.
 *
 * @param upTo for each quota key, until when what was given out would have taken
 * @param nextAt when somebody who waits for it can be given more
 * @param scarce for each quota key of which somebody found nothing left, until when it counts as scarce for that; none in
 *     what older workers wrote
 */
record Paced(Map<String, Double> upTo, long nextAt, Map<String, Long> scarce) {
    static final Paced NOTHING = new Paced(Map.of(), Long.MAX_VALUE, Map.of());

    Paced {
        upTo = new TreeMap<>(upTo);
        scarce = scarce == null ? Map.of() : new TreeMap<>(scarce);
    }

    /** The same, by a clock that shows so much more. What has gone out was counted by the other one. */
    @Nullable
    Paced shifted(long by) {
        if (scarce.isEmpty()) {
            return null;
        }
        var shifted = new TreeMap<String, Long>();
        scarce.forEach((key, until) -> shifted.put(key, until + by));
        return new Paced(Map.of(), Long.MAX_VALUE, shifted);
    }
}
