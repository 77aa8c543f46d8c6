package dev.sluice.sandbox.zoho.fault;

import org.jspecify.annotations.Nullable;

/**
 * An order: what shall go wrong with requests of that method (any, when there is none) to paths that start so, and how
 * often. {@link #ALWAYS} is until it is cleared.
 */
public record Fault(String path, @Nullable String method, int times, Effect effect) {

    public static final int ALWAYS = 0;

    public Fault {
        if (times < 0) {
            throw new IllegalArgumentException("times is " + times + "; use ALWAYS for until it is cleared");
        }
    }

    public static Fault once(String path, Effect effect) {
        return new Fault(path, null, 1, effect);
    }

    public static Fault always(String path, Effect effect) {
        return new Fault(path, null, ALWAYS, effect);
    }

    public Fault onlyFor(String otherMethod) {
        return new Fault(path, otherMethod, times, effect);
    }

    public Fault repeated(int count) {
        return new Fault(path, method, count, effect);
    }

    boolean concerns(String requestMethod, String requestPath) {
        return requestPath.startsWith(path) && (method == null || method.equals(requestMethod));
    }
}
