package dev.sluice.gateway.cap;

import org.jspecify.annotations.Nullable;

/**
 * How many calls an agent may make at one gateway; absent, as many as it likes.
 *
 * @param aMinute in any minute
 * @param outstanding under way at once
 */
public record Caps(@Nullable Integer aMinute, @Nullable Integer outstanding) {
    private static final Caps NONE = new Caps(null, null);

    public static Caps none() {
        return NONE;
    }

    /** These, and where they say nothing, the others. */
    public Caps or(Caps others) {
        return new Caps(
                aMinute == null ? others.aMinute : aMinute, outstanding == null ? others.outstanding : outstanding);
    }
}
