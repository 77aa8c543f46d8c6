package dev.sluice.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
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
        assertThat(offset()).hasValue(10);

        progress.close(10);
        assertThat(offset()).hasValue(13);
    }

    @Test
    void aCommitIsToldOnceUnlessItFailed() {
        progress.open(10);
        progress.close(10);

        assertThat(offset()).hasValue(11);
        assertThat(progress.toCommit()).isEmpty();

        progress.notCommitted();
        assertThat(offset()).hasValue(11);
    }

    @Test
    void whoComesAfterDoesNotDoAgainWhatWasDoneAhead() {
        for (long offset = 10; offset < 15; offset++) {
            progress.open(offset);
        }
        progress.close(10);
        progress.close(12);
        progress.close(13);
        progress.giveBack(11);
        progress.giveBack(14);
        var commit = progress.toCommit().orElseThrow();
        assertThat(commit.offset()).isEqualTo(11);

        var next = new PartitionProgress(DoneAhead.read(commit.offset(), commit.doneAhead()));

        assertThat(LongStream.range(11, 16).filter(next::open)).containsExactly(11L, 14L, 15L);
        next.close(11);
        assertThat(next.toCommit())
                .hasValueSatisfying(after -> assertThat(after.offset()).isEqualTo(14));
    }

    @Test
    void whatIsTooFarAheadToBeKeptIsDoneAgain() {
        var far = DoneAhead.of(0, List.of(5L, 1_000_000L));

        assertThat(far.text()).hasSizeLessThan(4_000);
        assertThat(DoneAhead.read(0, far.text()).contains(5)).isTrue();
        assertThat(DoneAhead.read(0, far.text()).contains(1_000_000)).isFalse();
    }

    @Test
    void whatOthersKeptBesideAnOffsetIsNoConcern() {
        assertThat(DoneAhead.read(7, "").contains(7)).isFalse();
        assertThat(DoneAhead.read(7, "done:*").contains(7)).isFalse();
        assertThat(DoneAhead.read(7, "somebody else's").contains(7)).isFalse();
    }

    @Test
    void gapsInTheOffsetsDoNotMatter() {
        progress.open(10);
        progress.open(17);
        progress.close(10);
        assertThat(offset()).hasValue(11);

        progress.close(17);
        assertThat(offset()).hasValue(18);
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
            committed = offset().orElse(committed);

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

    private OptionalLong offset() {
        return progress.toCommit().stream()
                .mapToLong(PartitionProgress.Commit::offset)
                .findFirst();
    }
}
