package dev.sluice.worker;

import dev.sluice.common.audit.KafkaAuditTrail;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.TopicProvisioner;
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
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.tool.Tools;
import dev.sluice.worker.zoho.ZohoConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;

/** A worker, put together: calls in, Zoho asked, results out. */
public final class Worker implements AutoCloseable {
    /** While a broker is away, what was to be published waits this long before it is tried anew. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration JOINING = Duration.ofMinutes(1);

    private final ZohoConnections zoho;
    private final Publisher publisher;
    private final CancellationListener cancellations;
    private final StatusTeller statusTeller;
    private final CallConsumer intake;

    private Worker(
            ZohoConnections zoho,
            Publisher publisher,
            CancellationListener cancellations,
            StatusTeller statusTeller,
            CallConsumer intake) {
        this.zoho = zoho;
        this.publisher = publisher;
        this.cancellations = cancellations;
        this.statusTeller = statusTeller;
        this.intake = intake;
    }

    /** Starts a worker and returns once it takes calls. */
    public static Worker start(WorkerSettings settings) throws InterruptedException {
        return start(settings, ToolCatalog.standard(), Tools.all(settings.tools(), InstantSource.system()));
    }

    /** Starts a worker with other tools than those that come with Sluice. */
    public static Worker start(WorkerSettings settings, ToolCatalog catalog, Collection<Tool> tools)
            throws InterruptedException {
        var clock = InstantSource.system();
        var incarnation = Incarnation.of("worker");
        var topics = settings.topics();

        var kafka = new KafkaClients(settings.kafka());
        new TopicProvisioner(kafka, settings.kafka()).provision(topics.all());
        var publisher = new Publisher(kafka.producer(incarnation, PATIENCE));
        var audit = new KafkaAuditTrail(publisher, topics.audit(), incarnation, clock);
        var ledger = new KafkaWriteLedger(topics.writes(), publisher, () -> kafka.reader(incarnation + "-ledger"));
        var zoho = new ZohoConnections(settings.zoho(), clock);

        var statuses = new StatusPublisher(publisher, topics.results(), topics.tasks(), clock);
        var openCalls = new OpenCalls(statuses);
        var statusTeller = new StatusTeller(openCalls, statuses);
        var cancellations = new CancellationListener(
                kafka.reader(incarnation + "-cancellations"), topics.cancellations(), openCalls);

        var results = new ResultPublisher(publisher, topics.results(), topics.tasks(), clock);
        var reads = new Reads(zoho, clock);
        var writes = new Writes(zoho, ledger, audit, clock);
        var invoker = new Invoker(catalog, tools, reads, writes, audit, results, openCalls, clock);
        var handler = new CallHandler(topics.calls(), topics.deadLetters(), invoker, results);
        var intake = new CallConsumer(
                kafka.groupMember("workers", incarnation), topics.calls().name(), handler, ledger, settings.intake());

        var worker = new Worker(zoho, publisher, cancellations, statusTeller, intake);
        cancellations.start();
        statusTeller.start();
        intake.start();
        intake.awaitJoined(JOINING);
        return worker;
    }

    /** Lets the calls under way end, then leaves. */
    @Override
    public void close() {
        intake.close();
        statusTeller.close();
        cancellations.close();
        publisher.close();
        zoho.close();
    }
}
