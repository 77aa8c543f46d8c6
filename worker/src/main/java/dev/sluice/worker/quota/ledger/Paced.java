package dev.sluice.worker.quota.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far the pace of what is scarce has come.
 *
 * @param upTo for each quota key, until when what was given out would have taken
 * @param nextAt when somebody who waits for it can be given more
 */
record Paced(Map<String, Double> upTo, long nextAt) {
    static final Paced NOTHING = new Paced(Map.of(), Long.MAX_VALUE);

    Paced {
        upTo = new TreeMap<>(upTo);
    }
}
