package dev.sluice.gateway.identity;

/** Finds out whose a request is. */
public interface Authenticator {
    /** Judges a request's credentials; it may wait for a short while. */
    Authentication authenticate(Credentials credentials);
}
