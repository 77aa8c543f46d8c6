package dev.sluice.worker.zoho;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Sends one request and waits for its answer. It never tries again by itself, follows no redirect and keeps no cookie:
 * a request sent is a request counted. An interrupt ends the wait and stays pending.
 */
public interface ZohoTransport extends AutoCloseable {
    /** Sends a request; when the timeout is over it has ended, one way or another. */
    Exchange send(ZohoRequest request, Duration timeout);

    /** The same, where somebody has the last word: asked when nothing is left to do but to send the first byte. */
    default Exchange send(ZohoRequest request, Duration timeout, BooleanSupplier mayLeave) {
        return mayLeave.getAsBoolean() ? send(request, timeout) : new Exchange.NotSent("its permit had ended");
    }

    @Override
    void close();
}
