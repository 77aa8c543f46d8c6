package dev.sluice.worker.credential;

/** Where credentials are kept cannot be asked for the moment: trying again may mend it. */
public final class UnreachableCredentials extends UnusableCredentials {
    private static final long serialVersionUID = 1;

    public UnreachableCredentials(String message) {
        super(message);
    }
}
