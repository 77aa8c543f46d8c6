package dev.sluice.gateway.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallCounterTest {
    private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final CallCounter counter = new CallCounter(now::get);

    @Test
    void withoutCapsEverythingIsAdmitted() {
        assertThat(IntStream.range(0, 1_000).mapToObj(_ -> counter.enter("alice", Caps.none())))
                .allMatch(Entry.Admitted.class::isInstance);
    }

    @Test
    void noMoreThanItsCallsInAnyMinute() {
        var caps = new Caps(3, null);
        for (int second : new int[] {0, 20, 40}) {
            now.set(START.plusSeconds(second));
            assertThat(counter.enter("alice", caps)).isInstanceOf(Entry.Admitted.class);
        }

        now.set(START.plusMillis(59_999));
        assertThat(counter.enter("alice", caps))
                .isEqualTo(new Entry.Capped(
                        "it made 3 calls within a minute, and the policy allows 3", START.plusSeconds(60)));

        now.set(START.plusSeconds(60));
        assertThat(counter.enter("alice", caps)).isInstanceOf(Entry.Admitted.class);
        assertThat(counter.enter("alice", caps))
                .isEqualTo(new Entry.Capped(
                        "it made 3 calls within a minute, and the policy allows 3", START.plusSeconds(80)));
    }

    @Test
    void aCallThatEndedMakesRoomForOneOnce() {
        var caps = new Caps(null, 2);
        var first = (Entry.Admitted) counter.enter("alice", caps);
        counter.enter("alice", caps);

        assertThat(counter.enter("alice", caps))
                .isEqualTo(new Entry.Capped(
                        "2 of its calls are under way, and the policy allows 2 at once", START.plusSeconds(2)));

        first.leave().run();
        first.leave().run();
        assertThat(counter.enter("alice", caps)).isInstanceOf(Entry.Admitted.class);
        assertThat(counter.enter("alice", caps)).isInstanceOf(Entry.Capped.class);
    }

    @Test
    void agentsAreCountedApart() {
        var caps = new Caps(1, 1);
        counter.enter("alice", caps);

        assertThat(counter.enter("alice", caps)).isInstanceOf(Entry.Capped.class);
        assertThat(counter.enter("bob", caps)).isInstanceOf(Entry.Admitted.class);
    }

    @Test
    void aCapThatIsLoweredCountsWhatWasBefore() {
        var left = new ArrayList<Entry.Admitted>();
        for (int i = 0; i < 5; i++) {
            now.set(START.plusSeconds(i));
            left.add((Entry.Admitted) counter.enter("alice", new Caps(10, 10)));
        }

        assertThat(counter.enter("alice", new Caps(2, null)))
                .isEqualTo(new Entry.Capped(
                        "it made 5 calls within a minute, and the policy allows 2", START.plusSeconds(63)));
        left.forEach(admitted -> admitted.leave().run());
        now.set(START.plusSeconds(63));
        assertThat(counter.enter("alice", new Caps(2, 1))).isInstanceOf(Entry.Admitted.class);
    }

    @Test
    void anAgentsCapsGoBeforeItsRoles() {
        assertThat(new Caps(5, null).or(new Caps(100, 10))).isEqualTo(new Caps(5, 10));
        assertThat(Caps.none().or(new Caps(100, 10))).isEqualTo(new Caps(100, 10));
    }
}
