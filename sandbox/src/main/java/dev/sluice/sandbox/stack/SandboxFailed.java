package dev.sluice.sandbox.stack;

/** The sandbox could not be brought up, or something in it did not do what it must; the message says which and why. */
public final class SandboxFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SandboxFailed(String message) {
        super(message);
    }

    public SandboxFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
