package dev.sluice.worker;

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
import dev.sluice.worker.invocation.Invoker;
import dev.sluice.worker.invocation.Reads;
import dev.sluice.worker.invocation.ResultPublisher;
import dev.sluice.worker.invocation.Writes;
import dev.sluice.worker.ledger.KafkaWriteLedger;
import dev.sluice.worker.progress.CancellationListener;
import dev.sluice.worker.progress.OpenCalls;
import dev.sluice.worker.progress.StatusPublisher;
import dev.sluice.worker.progress.StatusTeller;
import dev.sluice.worker.token.KafkaTokenLog;
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.tool.Tools;
import dev.sluice.worker.zoho.ZohoConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A worker, put together: calls in, Zoho asked, results out. */
public final class Worker implements AutoCloseable {
    /** While a broker is away, what was to be published waits this long before it is tried anew. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration JOINING = Duration.ofMinutes(1);

    private final ZohoConnections zoho;
    private final KafkaTokenLog tokens;
    private final Publisher publisher;
    private final CancellationListener cancellations;
    private final StatusTeller statusTeller;
    private final WorkerQuota quota;
    private final @Nullable CallConsumer intake;

    private Worker(
            ZohoConnections zoho,
            KafkaTokenLog tokens,
            Publisher publisher,
            WorkerQuota quota,
            CancellationListener cancellations,
            StatusTeller statusTeller,
            @Nullable CallConsumer intake) {
        this.zoho = zoho;
        this.tokens = tokens;
        this.publisher = publisher;
        this.quota = quota;
        this.cancellations = cancellations;
        this.statusTeller = statusTeller;
        this.intake = intake;
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
        DeclaredToolsCheck.begin(declared, settings.zoho(), worker.zoho);
        return worker;
    }

    /** Starts a worker with other tools than those that come with Sluice. */
    public static Worker start(
            WorkerSettings settings, ToolCatalog catalog, Collection<Tool> tools, Breakdowns breakdowns)
            throws InterruptedException {
        var clock = InstantSource.system();
        var incarnation = Incarnation.of("worker");
        var topics = settings.topics();

        var kafka = new KafkaClients(settings.kafka());
        new TopicProvisioner(kafka, settings.kafka()).provision(topics.all());
        var publisher = new Publisher(kafka.producer(incarnation, PATIENCE));
        var audit = new KafkaAuditTrail(publisher, topics.audit(), incarnation, clock);
        var ledger = new KafkaWriteLedger(topics.writes(), publisher, () -> kafka.reader(incarnation + "-ledger"));
        var quota = new WorkerQuota(settings, kafka, publisher, incarnation, clock);
        var tokens = new KafkaTokenLog(topics.tokens(), publisher, kafka.reader(incarnation + "-tokens"));
        var zoho = new ZohoConnections(settings.zoho(), tokens, quota.permits(), clock);

        var statuses = new StatusPublisher(publisher, topics.results(), topics.tasks(), clock);
        var openCalls = new OpenCalls(statuses);
        var statusTeller = new StatusTeller(openCalls, statuses);
        var cancellations = new CancellationListener(
                kafka.reader(incarnation + "-cancellations"), topics.cancellations(), openCalls, breakdowns);

        var results = new ResultPublisher(publisher, topics.results(), topics.tasks(), clock);
        var reads = new Reads(zoho, clock);
        var writes = new Writes(zoho, ledger, audit, clock);
        var invoker = new Invoker(catalog, tools, reads, writes, audit, results, openCalls, clock);
        var handler = new CallHandler(topics.calls(), topics.deadLetters(), invoker, results);
        var intake = new CallConsumer(
                kafka.groupMember("workers", incarnation),
                topics.calls().name(),
                handler,
                ledger,
                settings.intake(),
                breakdowns);

        var worker = new Worker(
                zoho,
                tokens,
                publisher,
                quota,
                cancellations,
                statusTeller,
                settings.roles().contains(Role.CALLS) ? intake : null);
        try {
            quota.start();
            tokens.start();
            cancellations.start();
            statusTeller.start();
            if (worker.intake != null) {
                intake.start();
                intake.awaitJoined(JOINING);
            }
            quota.awaitReady();
        } catch (RuntimeException | InterruptedException e) {
            worker.close();
            throw e;
        }
        return worker;
    }

    /** Lets the calls under way end, then leaves. */
    @Override
    public void close() {
        if (intake != null) {
            intake.close();
        }
        statusTeller.close();
        cancellations.close();
        quota.close();
        tokens.close();
        publisher.close();
        zoho.close();
    }
}
