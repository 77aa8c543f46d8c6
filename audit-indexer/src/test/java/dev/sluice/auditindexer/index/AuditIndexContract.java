package dev.sluice.auditindexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.auditindexer.document.Coordinates;
import dev.sluice.auditindexer.document.TestEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every index promises. */
abstract class AuditIndexContract {
    abstract AuditIndex index();

    /** What is kept under this number's id, as it was sent. */
    abstract List<String> stored(int number);

    @Test
    void keepsADocumentOnceHoweverOftenItIsSent() {
        var document = TestEvents.document(1001, TestEvents.NOVEMBER);

        var first = index().create(List.of(document));
        var second = index().create(List.of(document));

        assertThat(List.of(first, second))
                .allSatisfy(reply ->
                        assertThat(reply).isEqualTo(new BulkReply.Answered(List.of(new BulkReply.Fate.Kept()))));
        assertThat(stored(1001)).containsExactly(new String(document.json(), StandardCharsets.UTF_8));
    }

    @Test
    void theFirstDocumentOfAnIdStays() {
        var first = TestEvents.document(1002, TestEvents.NOVEMBER);
        var other = new AuditDocument(
                first.id(),
                first.at(),
                first.coordinates(),
                TestEvents.document(1003, TestEvents.NOVEMBER).json());

        index().create(List.of(first));
        index().create(List.of(other));

        assertThat(stored(1002)).containsExactly(new String(first.json(), StandardCharsets.UTF_8));
    }

    @Test
    void refusesWhatTheTemplateDoesNotKnowAndTakesTheRest() {
        var strange = new AuditDocument(
                TestEvents.id(1004),
                TestEvents.NOVEMBER,
                new Coordinates(0, 1004),
                "{\"@timestamp\":\"2026-11-24T17:00:00Z\",\"strange\":1}".getBytes(StandardCharsets.UTF_8));

        var reply = index().create(List.of(strange, TestEvents.document(1005, TestEvents.NOVEMBER)));

        assertThat(reply).isInstanceOfSatisfying(BulkReply.Answered.class, answered -> {
            assertThat(answered.fates().getFirst())
                    .isInstanceOfSatisfying(
                            BulkReply.Fate.Refused.class,
                            refused -> assertThat(refused.reason()).contains("strange"));
            assertThat(answered.fates().get(1)).isInstanceOf(BulkReply.Fate.Kept.class);
        });
        assertThat(stored(1004)).isEmpty();
        assertThat(stored(1005)).hasSize(1);
    }

    @Test
    void eventsOfTwoMonthsGoTogether() {
        var reply = index().create(List.of(
                TestEvents.document(1006, Instant.parse("2026-10-31T23:59:59Z")),
                TestEvents.document(1007, Instant.parse("2026-11-01T00:00:00Z"))));

        assertThat(reply)
                .isEqualTo(new BulkReply.Answered(List.of(new BulkReply.Fate.Kept(), new BulkReply.Fate.Kept())));
    }
}
