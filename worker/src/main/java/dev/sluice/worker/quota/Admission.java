package dev.sluice.worker.quota;

import java.time.Instant;

/** What became of the wish to send a request. */
public sealed interface Admission {
    record Admitted(Permit permit) implements Admission {}

    /** The quota is used up, or Zoho refuses, until an instant after the deadline; there was no use in waiting. */
    record UsedUp(Instant until) implements Admission {}

    /** None came before the deadline. */
    record TooLate() implements Admission {}

    /** The wait was ended from outside: the thread was interrupted, or the worker stops. */
    record Stopped() implements Admission {}
}
