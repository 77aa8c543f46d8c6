package dev.sluice.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class LedgerPartitionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final CallId CALL = new CallId("call-0001");
    private static final WriteRecord MINE = WriteRecord.begun(NOW, "mine");
    private static final WriteRecord THEIRS = WriteRecord.begun(NOW, "theirs");

    private final LedgerPartition partition = new LedgerPartition();

    @Test
    void whatFollowsTheLastEntrySeenIsKnownWithoutReading() {
        partition.readTo(7);

        assertThat(partition.wrote(7, CALL, MINE)).isTrue();
        assertThat(partition.find(CALL)).hasValue(MINE);
        assertThat(partition.next()).isEqualTo(8);
    }

    @Test
    void aGapMeansThatSomebodyElseWrote() {
        partition.readTo(7);

        assertThat(partition.wrote(8, CALL, MINE)).isFalse();
        assertThat(partition.find(CALL)).isEmpty();

        partition.read(7, CALL, THEIRS);
        partition.read(8, CALL, MINE);
        assertThat(partition.find(CALL)).hasValue(THEIRS);
    }

    @Test
    void theFirstBeginningCountsAndTheFirstEnding() {
        partition.read(0, CALL, THEIRS);
        partition.read(1, CALL, MINE);
        assertThat(partition.find(CALL)).hasValue(THEIRS);

        var ended = THEIRS.ended(StringNode.valueOf("done"));
        partition.read(2, CALL, ended);
        partition.read(3, CALL, MINE.ended(StringNode.valueOf("in doubt")));
        assertThat(partition.find(CALL)).hasValue(ended);
    }

    @Test
    void whatIsReadTwiceCountsOnce() {
        partition.read(0, CALL, THEIRS);
        partition.read(5, CALL, THEIRS.ended(StringNode.valueOf("done")));

        partition.read(0, CALL, MINE);

        assertThat(partition.next()).isEqualTo(6);
        assertThat(partition.wrote(5, CALL, MINE)).isTrue();
        assertThat(partition.find(CALL).orElseThrow().outcome()).isPresent();
    }
}
