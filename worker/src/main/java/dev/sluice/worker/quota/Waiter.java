package dev.sluice.worker.quota;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for a permit. */
public final class Waiter {
    private final String charge;
    private final Claim claim;
    private final long since;
    private final long deadline;
    private @Nullable TakenPermit granted;
    private int place = 1;
    private int line = 1;

    Waiter(String charge, Claim claim, long since, long deadline) {
        this.charge = charge;
        this.claim = claim;
        this.since = since;
        this.deadline = deadline;
    }

    /** The permit it was given, once it was. */
    public Optional<TakenPermit> granted() {
        return Optional.ofNullable(granted);
    }

    void grant(TakenPermit permit) {
        granted = permit;
    }

    String charge() {
        return charge;
    }

    String api() {
        return Charge.named(charge).api();
    }

    Claim claim() {
        return claim;
    }

    long since() {
        return since;
    }

    long deadline() {
        return deadline;
    }

    /** Its place among those of its agent who wait for the same API at this worker, when they were last numbered. */
    int place() {
        return place;
    }

    /** How many of them there were. */
    int line() {
        return line;
    }

    void number(int itsPlace, int ofHowMany) {
        place = itsPlace;
        line = ofHowMany;
    }
}
