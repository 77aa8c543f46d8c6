package dev.sluice.common.call;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names one run of a program: a restarted program is another incarnation. */
public final class Incarnation {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Incarnation() {}

    public static String of(String program) {
        var bytes = new byte[6];
        RANDOM.nextBytes(bytes);
        return program + "-" + HexFormat.of().formatHex(bytes);
    }
}
