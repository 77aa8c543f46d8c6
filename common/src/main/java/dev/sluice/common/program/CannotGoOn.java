package dev.sluice.common.program;

import org.jspecify.annotations.Nullable;

/**
 * A part of a program can no longer do its work, and trying again is of no use. The program ends, so that whoever
 * supervises it starts it anew. The message says what broke and what to look at.
 */
public final class CannotGoOn extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotGoOn(String message) {
        super(message);
    }

    public CannotGoOn(String what, @Nullable Throwable cause) {
        super(what + ": " + cause, cause);
    }
}
