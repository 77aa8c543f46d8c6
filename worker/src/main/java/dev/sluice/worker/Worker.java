package dev.sluice.worker;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.KafkaAuditTrail;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.TopicProvisioner;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.worker.WorkerSettings.Role;
import dev.sluice.worker.intake.CallConsumer;
import dev.sluice.worker.intake.CallHandler;
import dev.sluice.worker.invocation.ChangeLog;
import dev.sluice.worker.invocation.Changes;
import dev.sluice.worker.invocation.Invoker;
import dev.sluice.worker.invocation.Reads;
import dev.sluice.worker.invocation.ResultPublisher;
import dev.sluice.worker.invocation.Writes;
import dev.sluice.worker.ledger.KafkaWriteLedger;
import dev.sluice.worker.progress.CancellationListener;
import dev.sluice.worker.progress.OpenCalls;
import dev.sluice.worker.progress.StatusPublisher;
import dev.sluice.worker.progress.StatusTeller;
import dev.sluice.worker.redaction.Redactions;
import dev.sluice.worker.token.KafkaTokenLog;
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.tool.Tools;
import dev.sluice.worker.zoho.ZohoConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker, put together: calls in, Zoho asked, results out. */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    /** While a broker is away, what was to be published waits this long before it is tried anew. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration JOINING = Duration.ofMinutes(1);

    /** What is closed when the worker stops, the first of them first. */
    private final List<AutoCloseable> parts;

    /** What it asks, if it asks at all. */
    private final @Nullable ZohoConnections zoho;

    private Worker(List<AutoCloseable> parts, @Nullable ZohoConnections zoho) {
        this.parts = List.copyOf(parts);
        this.zoho = zoho;
    }

    /**
     * Starts a worker and returns once it takes calls.
     *
     * @throws dev.sluice.common.program.CannotGoOn when it is not let into the group of workers
     */
    public static Worker start(WorkerSettings settings, Breakdowns breakdowns) throws InterruptedException {
        var declared = DeclaredTools.load(settings.tools().declared());
        var tools = Tools.all(settings.tools(), declared, InstantSource.system());
        var worker = start(settings, declared.catalog(), tools, breakdowns);
        return worker.zoho == null || declared.all().isEmpty()
                ? worker
                : worker.with(DeclaredToolsCheck.begin(declared, settings.zoho(), worker.zoho));
    }

    /** Starts a worker with other tools than those that come with Sluice. */
    public static Worker start(
            WorkerSettings settings, ToolCatalog catalog, Collection<Tool> tools, Breakdowns breakdowns)
            throws InterruptedException {
        var clock = InstantSource.system();
        var incarnation = Incarnation.of("worker");
        var kafka = new KafkaClients(settings.kafka());
        new TopicProvisioner(kafka, settings.kafka())
                .provision(settings.topics().all());
        var publisher = new Publisher(kafka.producer(incarnation, PATIENCE));
        var audit = new KafkaAuditTrail(publisher, settings.topics().audit(), incarnation, clock);
        var quota = new WorkerQuota(settings, kafka, publisher, audit, incarnation, clock);
        return settings.roles().contains(Role.CALLS)
                ? carryingOutCalls(settings, catalog, tools, breakdowns, kafka, publisher, audit, quota, incarnation)
                : keepingTheLedger(publisher, quota);
    }

    private static Worker carryingOutCalls(
            WorkerSettings settings,
            ToolCatalog catalog,
            Collection<Tool> tools,
            Breakdowns breakdowns,
            KafkaClients kafka,
            Publisher publisher,
            AuditTrail audit,
            WorkerQuota quota,
            String incarnation)
            throws InterruptedException {
        var clock = InstantSource.system();
        var topics = settings.topics();
        var ledger = new KafkaWriteLedger(topics.writes(), publisher, () -> kafka.reader(incarnation + "-ledger"));
        var tokens = new KafkaTokenLog(topics.tokens(), publisher, kafka.reader(incarnation + "-tokens"));
        var zoho = new ZohoConnections(
                settings.zoho(),
                tokens,
                quota.permits(),
                clock,
                (connection, fallback) -> audit.tell(new AuditEvent.CredentialsRotated(connection, fallback)));

        var statuses = new StatusPublisher(publisher, topics.results(), topics.tasks(), clock);
        var openCalls = new OpenCalls(statuses);
        var statusTeller = new StatusTeller(openCalls, statuses);
        var cancellations = new CancellationListener(
                kafka.reader(incarnation + "-cancellations"), topics.cancellations(), openCalls, breakdowns);

        var results = new ResultPublisher(publisher, topics.results(), topics.tasks(), clock);
        var changes = new Changes();
        var changeLog =
                new ChangeLog(publisher, kafka.reader(incarnation + "-changes"), topics.changes(), changes, breakdowns);
        var reads = new Reads(zoho, settings.cache(), changes, quota.savings(), clock);
        var writes = new Writes(zoho, ledger, audit, changeLog, clock);
        var invoker = new Invoker(
                catalog, tools, reads, writes, new Redactions(settings.fieldHash()), audit, results, openCalls, clock);
        var handler = new CallHandler(topics.calls(), topics.deadLetters(), invoker, results);
        var intake = new CallConsumer(
                kafka.groupMember("workers", incarnation),
                topics.calls().name(),
                handler,
                ledger,
                settings.intake(),
                breakdowns);

        var worker = new Worker(
                List.of(intake, statusTeller, cancellations, changeLog, quota, tokens, publisher, zoho), zoho);
        try {
            quota.start();
            tokens.start();
            cancellations.start();
            changeLog.start();
            statusTeller.start();
            intake.start();
            intake.awaitJoined(JOINING);
            quota.awaitReady();
        } catch (RuntimeException | InterruptedException e) {
            worker.close();
            throw e;
        }
        return worker;
    }

    private static Worker keepingTheLedger(Publisher publisher, WorkerQuota quota) throws InterruptedException {
        var worker = new Worker(List.of(quota, publisher), null);
        try {
            quota.start();
            quota.awaitReady();
        } catch (RuntimeException | InterruptedException e) {
            worker.close();
            throw e;
        }
        return worker;
    }

    /** The same worker with one more part, which is closed before the others. */
    private Worker with(AutoCloseable part) {
        return new Worker(Stream.concat(Stream.of(part), parts.stream()).toList(), zoho);
    }

    /** Gives back the calls that wait, lets the others end, then leaves. */
    @Override
    public void close() {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                log.atWarn().addKeyValue("error", e.toString()).log("a part of the worker does not close well");
            }
        }
    }
}
