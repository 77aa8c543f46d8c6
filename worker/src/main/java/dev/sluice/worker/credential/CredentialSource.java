package dev.sluice.worker.credential;

import java.util.Optional;

/**
 * Where a connection's credentials are kept. They are read anew each time they are needed, which is about once an
 * hour, so that replacing them takes no restart.
 */
@FunctionalInterface
public interface CredentialSource {
    /**
     * Reads them.
     *
     * @throws UnusableCredentials when they cannot be read, or are not whole
     */
    ZohoCredentials read();

    /**
     * Reads those that they replaced, where a source keeps them: what to try when Zoho refuses the newer ones.
     *
     * @throws UnusableCredentials when they cannot be read, or are not whole
     */
    default Optional<ZohoCredentials> previous() {
        return Optional.empty();
    }
}
