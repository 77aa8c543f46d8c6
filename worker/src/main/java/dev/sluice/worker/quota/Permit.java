package dev.sluice.worker.quota;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The right to send one request. It is spent as the request leaves and then settled: as completed or throttled;
 * closed unspent, it goes back unused, and closed unsettled, it counts as completed.
 */
public interface Permit extends AutoCloseable {
    /**
     * To be asked immediately before the first byte is sent.
     *
     * @return whether it may be; if not, the permit's time was over, and another is to be acquired
     */
    boolean spend();

    /** The request ended: answered, given up or broken off. */
    void completed();

    /**
     * Zoho refused the request for lack of quota.
     *
     * @param key of which quota key, where it told
     * @return whether another permit is worth waiting for: it will not come before Zoho may be asked again
     */
    boolean throttled(Duration retryIn, @Nullable String key);

    /** Zoho told how many credits are left. */
    void remaining(long credits);

    @Override
    void close();
}
