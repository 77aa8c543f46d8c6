package dev.sluice.worker.credential;

/** Exchanges credentials for an access token. */
public interface TokenEndpoint {
    TokenReply refresh(ZohoCredentials credentials);
}
