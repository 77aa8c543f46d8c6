package dev.sluice.auditindexer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.auditindexer.document.Coordinates;
import dev.sluice.auditindexer.document.TestEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkIndexerTest {
    private static final BulkReply.Fate KEPT = new BulkReply.Fate.Kept();
    private static final BulkReply.Fate LATER = new BulkReply.Fate.Later("status 429");

    private final InMemoryAuditIndex index = new InMemoryAuditIndex();

    @Test
    void onlyWhatFailedIsSentAgain() throws Exception {
        index.answerNext(new BulkReply.Answered(List.of(KEPT, LATER, KEPT, LATER)));

        var refused = new BulkIndexer(index, 100).index(documents(4));

        assertThat(refused).isEmpty();
        assertThat(index.sizes()).containsExactly(4, 2);
        assertThat(index.documents().keySet()).containsExactly(TestEvents.id(1), TestEvents.id(3));
    }

    @Test
    void aRequestThatIsTooMuchIsHalvedAndNothingIsLost() throws Exception {
        index.answerNext(new BulkReply.TooMuch("status 429"), new BulkReply.TooMuch("status 429"));

        new BulkIndexer(index, 8).index(documents(8));

        assertThat(index.sizes()).startsWith(8, 4, 2);
        assertThat(index.documents()).hasSize(8);
    }

    @Test
    void noAnswerIsNoReasonToGiveUp() throws Exception {
        index.answerNext(new BulkReply.Unavailable("connection refused"), new BulkReply.Unavailable("status 503"));

        new BulkIndexer(index, 8).index(documents(3));

        assertThat(index.documents()).hasSize(3);
    }

    @Test
    void whatIsRefusedForEverIsToldWithTheReason() throws Exception {
        var strange = new AuditDocument(
                TestEvents.id(9),
                TestEvents.NOVEMBER,
                new Coordinates(0, 9),
                "{\"strange\":1}".getBytes(StandardCharsets.UTF_8));

        var refused = new BulkIndexer(index, 8).index(List.of(TestEvents.document(1, TestEvents.NOVEMBER), strange));

        assertThat(refused).containsOnlyKeys(TestEvents.id(9));
        assertThat(refused.get(TestEvents.id(9))).contains("strange");
        assertThat(index.documents()).containsOnlyKeys(TestEvents.id(1));
    }

    @Test
    void whatAPersonMustPutRightEndsIt() {
        index.answerNext(new BulkReply.Unusable("no role"));

        assertThatThrownBy(() -> new BulkIndexer(index, 8).index(documents(3)))
                .isInstanceOf(IndexUnusable.class)
                .hasMessage("no role");
    }

    private static List<AuditDocument> documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> TestEvents.document(number, TestEvents.NOVEMBER))
                .toList();
    }
}
