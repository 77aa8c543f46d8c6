package dev.sluice.worker.credential;

/** A source that credentials can also be put into. */
public interface CredentialStore extends CredentialSource {
    /**
     * Keeps credentials from now on, in place of those that were there.
     *
     * @throws UnusableCredentials when they cannot be kept
     */
    void store(ZohoCredentials credentials);
}
