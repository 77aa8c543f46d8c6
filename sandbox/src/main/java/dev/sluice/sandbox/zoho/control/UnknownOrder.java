package dev.sluice.sandbox.zoho.control;

/** An order the double cannot follow; the message says what it would understand. */
final class UnknownOrder extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    UnknownOrder(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
