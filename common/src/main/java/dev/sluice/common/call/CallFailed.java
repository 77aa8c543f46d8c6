package dev.sluice.common.call;

import java.util.Objects;

/**
 * Ends an invocation that cannot go on. Code that asks Zoho throws it where nothing but telling the caller is left to
 * do; it is turned back into a value in one place, and its failure is what the caller is told.
 */
public final class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public CallFailed(Failure failure) {
        super(failure.message());
        this.failure = Objects.requireNonNull(failure, "failure");
    }

    public Failure failure() {
        return failure;
    }
}
