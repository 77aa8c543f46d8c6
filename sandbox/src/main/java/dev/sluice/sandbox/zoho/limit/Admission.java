package dev.sluice.sandbox.zoho.limit;

import java.time.Duration;
import java.util.List;

/** Whether a request may go on. */
public sealed interface Admission {

    /** It may; what it holds of limits of requests at once is held until it is closed. */
    record Admitted(List<Gate> held) implements Admission, AutoCloseable {

        public static final Admitted FREELY = new Admitted(List.of());

        @Override
        public void close() {
            held.forEach(Gate::leave);
        }
    }

    /** That limit has been reached, and will be for so long; a block is in force, or just what is left is too little. */
    record Refused(LimitName name, Rule rule, Duration retryAfter, boolean blocked) implements Admission {}
}
