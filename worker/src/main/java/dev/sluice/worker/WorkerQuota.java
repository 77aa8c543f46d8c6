package dev.sluice.worker;

import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.topic.Topics;
import dev.sluice.worker.WorkerSettings.Role;
import dev.sluice.worker.quota.AuditedBreakers;
import dev.sluice.worker.quota.Backstop;
import dev.sluice.worker.quota.LeasedPermits;
import dev.sluice.worker.quota.Permits;
import dev.sluice.worker.quota.QuotaListener;
import dev.sluice.worker.quota.Savings;
import dev.sluice.worker.quota.ledger.LedgerService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's part in the quota: its leases, and its share in keeping the ledger, each if it has that role. */
final class WorkerQuota implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerQuota.class);

    /** How much longer than its timeout a request may be under way, until whoever ends it has looked. */
    private static final Duration LATE = Duration.ofMillis(250);

    private static final Duration JOINING = Duration.ofMinutes(1);

    private final String incarnation;
    private final Topics topics;
    private final Publisher publisher;
    private final Savings savings = new Savings();
    private final @Nullable LedgerService ledger;
    private final @Nullable LeasedPermits permits;
    private final QuotaListener listener;

    WorkerQuota(
            WorkerSettings settings,
            KafkaClients kafka,
            Publisher publisher,
            AuditTrail audit,
            String incarnation,
            InstantSource clock) {
        this.incarnation = incarnation;
        this.topics = settings.topics();
        this.publisher = publisher;
        this.ledger = settings.roles().contains(Role.LEDGER)
                ? new LedgerService(settings.kafka(), topics, settings.quota(), incarnation)
                : null;
        var breakers = new AuditedBreakers(incarnation, audit, clock.instant());
        var consumer = kafka.committedReader(incarnation + "-leases");
        if (settings.roles().contains(Role.CALLS)) {
            var leased = new LeasedPermits(
                    incarnation,
                    settings.zoho().requestTimeout().plus(LATE),
                    this::report,
                    new Backstop(settings.quota().plans()),
                    savings,
                    clock);
            this.permits = leased;
            this.listener = new QuotaListener(topics, consumer, incarnation, leased::received, state -> {
                leased.received(state);
                breakers.follow(state);
            });
        } else {
            this.permits = null;
            this.listener = new QuotaListener(topics, consumer, incarnation, _ -> {}, breakers::follow);
        }
    }

    void start() {
        if (ledger != null) {
            ledger.start();
        }
        listener.start();
        if (permits != null) {
            permits.start();
        }
    }

    /** What the calls take their permits from. */
    Permits permits() {
        return Optional.<Permits>ofNullable(permits).orElseGet(Permits::unmetered);
    }

    /** Where it is counted what was answered without a permit. */
    Savings savings() {
        return savings;
    }

    /** Waits until this process takes part in the ledger, if that is its role. */
    void awaitReady() throws InterruptedException {
        if (ledger != null && ledger.awaitRunning(JOINING)) {
            log.atInfo().addKeyValue("incarnation", incarnation).log("takes part in the quota ledger");
        } else if (ledger != null) {
            log.atWarn()
                    .log("the quota ledger has not started; without one nothing is sent to Zoho. Is the broker's"
                            + " group protocol for streams enabled?");
        }
    }

    /** Returns what is held, then leaves the ledger to others. */
    @Override
    public void close() {
        if (permits != null) {
            permits.close();
        }
        listener.close();
        if (ledger != null) {
            ledger.close();
        }
    }

    /** A report that cannot be sent is followed by others; until then the ledger counts as used what it does not know. */
    private void report(String connection, QuotaReport report) {
        var _ = publisher.publish(topics.demand().record(connection, report)).exceptionally(failure -> {
            log.atWarn()
                    .addKeyValue("connection", connection)
                    .addKeyValue("error", failure.toString())
                    .log("the quota ledger could not be told");
            return null;
        });
    }
}
