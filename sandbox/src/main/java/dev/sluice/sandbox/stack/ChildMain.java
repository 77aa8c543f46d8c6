package dev.sluice.sandbox.stack;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/** Runs another main class, and ends this JVM at once when its parent's pipe closes: no child outlives the sandbox. */
public final class ChildMain {
    private static final int ORPHANED = 3;

    private ChildMain() {}

    public static void main(String... arguments) throws Throwable {
        Thread.ofPlatform().name("parent-watch").daemon().start(ChildMain::endWithParent);
        var main = Class.forName(arguments[0]);
        MethodHandles.publicLookup()
                .findStatic(main, "main", MethodType.methodType(void.class, String[].class))
                .invokeExact(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void endWithParent() {
        try {
            // The parent never writes: this returns when it is gone, however it went.
            var _ = System.in.readAllBytes();
        } catch (IOException e) {
            System.err.println("the parent cannot be watched: " + e);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
