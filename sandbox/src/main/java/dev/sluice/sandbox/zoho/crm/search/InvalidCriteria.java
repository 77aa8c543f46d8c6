package dev.sluice.sandbox.zoho.crm.search;

/** Criteria that cannot be read, or ask for what the module does not have. */
public final class InvalidCriteria extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidCriteria(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
