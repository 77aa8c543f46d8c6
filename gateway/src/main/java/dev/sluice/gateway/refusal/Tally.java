package dev.sluice.gateway.refusal;

import java.util.HashMap;
import java.util.Map;

/** How often things happened since it was last asked; no more than a hundred are told apart. */
final class Tally<K> {
    private static final int MOST = 100;

    private final K others;
    private Map<K, Long> counts = new HashMap<>();

    /**
     * Begins with nothing.
     *
     * @param others stands for those that are not told apart
     */
    Tally(K others) {
        this.others = others;
    }

    synchronized void count(K what) {
        boolean toldApart = counts.size() < MOST || counts.containsKey(what);
        counts.merge(toldApart ? what : others, 1L, Long::sum);
    }

    synchronized Map<K, Long> take() {
        var taken = counts;
        counts = new HashMap<>();
        return taken;
    }
}
