package dev.sluice.worker.credential;

/** Credentials that cannot be read or are not whole; the message says what to do and shows none of them. */
public sealed class UnusableCredentials extends RuntimeException permits UnreachableCredentials {
    private static final long serialVersionUID = 1;

    public UnusableCredentials(String message) {
        super(message);
    }
}
