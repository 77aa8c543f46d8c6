package dev.sluice.gateway.tls;

/** A file of certificates or keys that cannot be used; the message says which, why, and what to do. */
public final class UnusableCertificate extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableCertificate(String message) {
        super(message);
    }
}
