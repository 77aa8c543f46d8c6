package dev.sluice.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.InMemoryAuditTrail;
import dev.sluice.common.quota.QuotaState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditedBreakersTest {
    private static final Instant NOW = Instant.parse("2026-11-24T17:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(60);
    private static final AuditEvent OPENED = new AuditEvent.BreakerOpened("main", "crm", UNTIL);
    private static final AuditEvent CLOSED = new AuditEvent.BreakerClosed("main", "crm");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final AuditedBreakers breakers = new AuditedBreakers("worker-1", audit, NOW);

    @Test
    void openingAndClosingAreToldOnce() {
        for (var word : List.of("closed", "open", "open", "half_open", "ramp", "closed", "closed")) {
            breakers.follow(state("worker-1", NOW, word));
        }

        assertThat(audit.events()).containsExactly(OPENED, CLOSED);
    }

    @Test
    void aProbeThatIsRefusedOpensItAgain() {
        for (var word : List.of("open", "half_open", "open")) {
            breakers.follow(state("worker-1", NOW, word));
        }

        assertThat(audit.events()).containsExactly(OPENED, OPENED);
    }

    @Test
    void whoeverTakesTheLedgerOverTellsWhatIsNew() {
        breakers.follow(state("worker-2", NOW, "open"));
        breakers.follow(state("worker-1", NOW, "open"));
        assertThat(audit.events()).isEmpty();

        breakers.follow(state("worker-1", NOW, "closed"));

        assertThat(audit.events()).containsExactly(CLOSED);
    }

    @Test
    void whatWasBeforeThisWorkerIsNotToldAgain() {
        breakers.follow(state("worker-1", NOW.minusMillis(1), "open"));

        assertThat(audit.events()).isEmpty();
    }

    @Test
    void anApiThatIsNoLongerSpokenOfIsClosed() {
        breakers.follow(state("worker-1", NOW, "open"));
        breakers.follow(new QuotaState("main", NOW, List.of(), List.of(), List.of(), "worker-1", null));

        assertThat(audit.events()).containsExactly(OPENED, CLOSED);
    }

    private static QuotaState state(String owner, Instant at, String breaker) {
        var queue = new QuotaState.Queue("crm", breaker, breaker.equals("open") ? UNTIL : null, List.of());
        return new QuotaState("main", at, List.of(), List.of(queue), List.of(), owner, null);
    }
}
