package dev.sluice.worker.credential;

/** Is told when a connection's access tokens come by other credentials than before, in this process. */
@FunctionalInterface
public interface Rotations {
    /** Tells nobody. */
    Rotations UNTOLD = (_, _) -> {};

    /**
     * Zoho has taken these credentials, and others before. It does not keep its caller waiting.
     *
     * @param fallback whether they are those before the current ones, which Zoho refuses
     */
    void rotated(String connection, boolean fallback);
}
