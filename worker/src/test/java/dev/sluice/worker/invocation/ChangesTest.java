package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.call.RecordsChanged;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final RecordRef MAI = new RecordRef("Contacts", "1");
    private static final Set<RecordRef> ABOUT_MAI = Set.of(MAI);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Changes changes = new Changes(nanos::get);

    @Test
    void aChangeConcernsWhatBeganBeforeItAndIsGivenAfterIt() {
        long before = nanos.get();
        long at = nanos.addAndGet(10);
        changes.note(new RecordsChanged("main", List.of(MAI)));
        long after = nanos.addAndGet(10);

        assertThat(changes.happened("main", before, after, ABOUT_MAI)).isTrue();
        assertThat(changes.happened("main", before, at, ABOUT_MAI)).isTrue();
        assertThat(changes.happened("main", before, at - 1, ABOUT_MAI)).isFalse();
        assertThat(changes.happened("main", at, after, ABOUT_MAI)).isFalse();
        assertThat(changes.happened("main", before, after, Set.of())).isFalse();
        assertThat(changes.happened("other", before, after, ABOUT_MAI)).isFalse();
    }

    @Test
    void whereItIsNotKnownAnyMoreItCountsAsAChange() {
        long before = nanos.get();
        for (int i = 0; i <= 10_000; i++) {
            nanos.incrementAndGet();
            changes.note(new RecordsChanged("main", List.of(new RecordRef("Deals", String.valueOf(i)))));
        }

        assertThat(changes.happened("main", before, nanos.get(), ABOUT_MAI)).isTrue();
        assertThat(changes.happened("main", before + 2, nanos.get(), ABOUT_MAI)).isFalse();
    }
}
