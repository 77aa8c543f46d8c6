package dev.sluice.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildMainTest {
    @Test
    void aChildEndsWithItsParentHoweverThatWent() throws Exception {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildMain.class.getName(),
                        Endless.class.getName())
                .start();
        assertThat(child.inputReader().readLine()).isEqualTo("going");

        // What the kernel does for a parent that is gone.
        child.getOutputStream().close();

        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(3);
    }

    /** A program that nobody tells to stop. */
    public static final class Endless {
        private Endless() {}

        public static void main(String... arguments) throws InterruptedException {
            System.out.println("going");
            new CountDownLatch(1).await();
        }
    }
}
