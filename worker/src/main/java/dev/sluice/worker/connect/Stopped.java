package dev.sluice.worker.connect;

/** Connecting cannot go on; the message says why and what to do. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(String message) {
        super(message);
    }
}
