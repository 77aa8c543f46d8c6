package dev.sluice.sandbox.zoho.fault;

import org.jspecify.annotations.Nullable;

/**
 * An order: what shall go wrong with requests of that method (any, when there is none) to paths that start so, with
 * which share of them (1 is all), and how often. {@link #ALWAYS} is until it is cleared.
 */
public record Fault(String path, @Nullable String method, int times, double share, Effect effect) {

    public static final int ALWAYS = 0;

    public Fault {
        if (times < 0) {
            throw new IllegalArgumentException("times is " + times + "; use ALWAYS for until it is cleared");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", expected more than 0 and at most 1");
        }
    }

    public static Fault once(String path, Effect effect) {
        return new Fault(path, null, 1, 1, effect);
    }

    public static Fault always(String path, Effect effect) {
        return new Fault(path, null, ALWAYS, 1, effect);
    }

    public Fault onlyFor(String otherMethod) {
        return new Fault(path, otherMethod, times, share, effect);
    }

    public Fault repeated(int count) {
        return new Fault(path, method, count, share, effect);
    }

    /** Concerns that share of the requests, by chance. */
    public Fault of(double otherShare) {
        return new Fault(path, method, times, otherShare, effect);
    }

    boolean concerns(String requestMethod, String requestPath) {
        return requestPath.startsWith(path) && (method == null || method.equals(requestMethod));
    }
}
