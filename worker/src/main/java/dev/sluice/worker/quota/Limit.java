package dev.sluice.worker.quota;

import java.time.Duration;
import java.util.Objects;

/** How much Zoho allows under one quota key. */
public sealed interface Limit {
    long most();

    /** So many units in any window of a length, wherever it begins. */
    record Windowed(long most, Duration window) implements Limit {
        public Windowed {
            Objects.requireNonNull(window, "window");
            if (most < 1 || window.toMillis() < 100) {
                throw new IllegalArgumentException(most + " units in " + window + " cannot be kept to");
            }
        }

        @Override
        public String toString() {
            return most + " per " + window;
        }
    }

    /** So many requests under way at once. */
    record Concurrent(long most) implements Limit {
        public Concurrent {
            if (most < 1) {
                throw new IllegalArgumentException(most + " requests at once cannot be kept to");
            }
        }

        @Override
        public String toString() {
            return most + " at once";
        }
    }
}
