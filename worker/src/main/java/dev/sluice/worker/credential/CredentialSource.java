package dev.sluice.worker.credential;

/**
 * Where a connection's credentials are kept. They are read anew each time they are needed, which is about once an
 * hour, so that replacing them takes no restart.
 */
public interface CredentialSource {
    /**
     * Reads them.
     *
     * @throws UnusableCredentials when they cannot be read, or are not whole
     */
    ZohoCredentials read();
}
