package dev.sluice.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void nothingIsCommittedBeforeTheFirstCallEnds() {
        progress.open(10);

        assertThat(progress.toCommit()).isEmpty();
    }

    @Test
    void theCommitStopsAtTheLowestOpenCall() {
        progress.open(10);
        progress.open(11);
        progress.open(12);

        progress.close(11);
        progress.close(12);
        assertThat(progress.toCommit()).isEmpty();

        progress.close(10);
        assertThat(progress.toCommit()).hasValue(13);
    }

    @Test
    void aCommitIsToldOnceUnlessItFailed() {
        progress.open(10);
        progress.close(10);

        assertThat(progress.toCommit()).hasValue(11);
        assertThat(progress.toCommit()).isEmpty();

        progress.notCommitted();
        assertThat(progress.toCommit()).hasValue(11);
    }

    @Test
    void gapsInTheOffsetsDoNotMatter() {
        progress.open(10);
        progress.open(17);
        progress.close(10);
        assertThat(progress.toCommit()).hasValue(11);

        progress.close(17);
        assertThat(progress.toCommit()).hasValue(18);
    }

    @Test
    void inWhateverOrderCallsEndTheCommitIsBelowTheLowestOpenOne() {
        var random = new Random(42);
        var open = new TreeSet<Long>();
        for (long offset = 0; offset < 500; offset++) {
            progress.open(offset);
            open.add(offset);
        }
        var order = new ArrayList<>(open);
        Collections.shuffle(order, random);
        long committed = 0;
        for (var offset : order) {
            progress.close(offset);
            open.remove(offset);
            committed = progress.toCommit().orElse(committed);

            assertThat(committed).isEqualTo(open.isEmpty() ? 500 : open.first());
        }
    }

    @Test
    void idleIsAwaitedUntilTheLastCallEnds() throws InterruptedException {
        progress.open(10);
        long soon = System.nanoTime() + Duration.ofMillis(20).toNanos();
        assertThat(progress.awaitIdle(soon)).isFalse();

        Thread.ofVirtual().start(() -> progress.close(10));
        assertThat(progress.awaitIdle(System.nanoTime() + Duration.ofSeconds(10).toNanos()))
                .isTrue();
    }
}
