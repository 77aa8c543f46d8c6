package dev.sluice.sandbox.stack;

import dev.sluice.auditindexer.AuditIndexerMain;
import dev.sluice.auditindexer.chain.SigningKey;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.Secret;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.GatewayMain;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.indexnode.IndexNode;
import dev.sluice.sandbox.secrets.SecretsManagerDouble;
import dev.sluice.sandbox.stack.Programs.Program;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoOrganisation;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerMain;
import dev.sluice.worker.WorkerSettings;
import dev.sluice.worker.zoho.ZohoSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole system on one machine. Closing it takes everything down again, the last started first. */
public final class Sandbox implements AutoCloseable {
    private static final Program GATEWAY = new Program("gateway", GatewayMain.class, "-Xms128m", "-Xmx512m");
    private static final Program WORKER = new Program("worker", WorkerMain.class, "-Xms128m", "-Xmx512m");
    private static final Program INDEXER = new Program("audit-indexer", AuditIndexerMain.class, "-Xms64m", "-Xmx256m");
    private static final String INDEX = "opensearch";

    private final SandboxOptions options;
    private final SandboxFiles files;
    private final Opened opened;
    private final Programs programs;
    private final Brokers brokers;
    private final SandboxZoho zoho;
    private final Map<String, Secret> agents;
    private final Secret pseudonymKeys;
    private final List<URI> gateways = new ArrayList<>();
    private Optional<URI> openSearch = Optional.empty();

    private Sandbox(
            SandboxOptions options,
            SandboxFiles files,
            Opened opened,
            Programs programs,
            Brokers brokers,
            SandboxZoho zoho,
            Map<String, Secret> agents,
            Secret pseudonymKeys) {
        this.options = options;
        this.files = files;
        this.opened = opened;
        this.programs = programs;
        this.brokers = brokers;
        this.zoho = zoho;
        this.agents = agents;
        this.pseudonymKeys = pseudonymKeys;
    }

    /**
     * Brings everything up and returns once it answers.
     *
     * @throws SandboxFailed when a part does not come up, with what it said
     */
    public static Sandbox start(SandboxOptions options) throws InterruptedException {
        options.check();
        var opened = new Opened();
        try {
            var files = opened.add(SandboxFiles.open(options.data().orElse(null)));
            var ports = Ports.free(4 + options.gateways());
            var programs = new Programs(options, files, opened);
            // Whichever broker runs at the end is closed after the programs.
            var brokers = opened.add(new Brokers(programs, files.kafka(), ports.get(0), ports.get(1)));
            // The programs wait for the broker by themselves, so all start side by side.
            brokers.start();
            var zoho = SandboxZoho.start(options, files, opened);
            var agents = files.writePolicy(options.agents(zoho.connections()));
            files.writeDeclaredTools();
            var sandbox = new Sandbox(options, files, opened, programs, brokers, zoho, agents, files.pseudonymKeys());
            sandbox.bringUp(ports.subList(2, ports.size()));
            return sandbox;
        } catch (IOException e) {
            opened.close();
            throw new SandboxFailed("the sandbox cannot be brought up: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            opened.close();
            throw e;
        }
    }

    /** Where clients call, one address a gateway. */
    public List<URI> gateways() {
        return List.copyOf(gateways);
    }

    /** The API key of each agent. */
    public Map<String, Secret> agents() {
        return agents;
    }

    /** The Zoho organisations, the first of them main. */
    public List<SandboxConnection> connections() {
        return zoho.connections();
    }

    /** The Zoho double, unless another server stands in for it. */
    public ZohoDouble zoho() {
        return zoho.zoho();
    }

    /** What the Zoho double has of a connection's organisation. */
    public ZohoOrganisation organisation(String connection) {
        return connections().stream()
                .filter(each -> each.name().equals(connection))
                .map(each -> zoho().organisation(each.organisation()))
                .findFirst()
                .orElseThrow(() -> new SandboxFailed("the sandbox has no connection " + connection));
    }

    /** The Secrets Manager double, which holds the credentials for Zoho. */
    public SecretsManagerDouble secrets() {
        return zoho.secrets();
    }

    /** The running programs, in the order in which they were started. */
    public List<Part> parts() {
        return programs.running();
    }

    /** How a program reaches this sandbox's broker. */
    public KafkaSettings kafka() {
        return brokers.settings();
    }

    /** Where this sandbox's broker answers. */
    public String kafkaAddress() {
        return brokers.address();
    }

    public Topics topics() {
        return Topics.read(new SettingsReader(SettingsSource.of(Map.of())), kafka());
    }

    public KafkaClients kafkaClients() {
        return new KafkaClients(kafka());
    }

    /** Where OpenSearch answers, when this sandbox has it. */
    public Optional<URI> openSearch() {
        return openSearch;
    }

    /** The settings by which audit indexers, and auditors, reach what this sandbox has. */
    public Map<String, String> auditSettings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("kafka.bootstrap", kafkaAddress());
        settings.put("index.urls", openSearch.map(URI::toString).orElse(""));
        settings.put("index.replicas", "0");
        settings.put("chain.signing-key", files.signingKey().toString());
        return settings;
    }

    /** The key by which checkpoints are verified. */
    public Path verificationKey() {
        return SigningKey.publicFile(files.signingKey());
    }

    /** By which values are found that the audit trail has pseudonyms of: the setting audit.pseudonym-keys. */
    public Secret pseudonymKeys() {
        return pseudonymKeys;
    }

    /** How a worker of this sandbox reaches Zoho. */
    public ZohoSettings zohoSettings() {
        return ZohoSettings.read(new SettingsReader(SettingsSource.of(zoho.settings())));
    }

    /** The settings of this sandbox's workers, those that were asked for left out. */
    public Map<String, String> workerSettings() {
        var settings = new LinkedHashMap<>(zoho.settings());
        settings.put("tools.declared", files.declaredTools().toString());
        settings.put("kafka.bootstrap", kafkaAddress());
        settings.putAll(zoho.quota());
        return settings;
    }

    /** Starts one more worker and returns once it takes calls. */
    public Part addWorker() throws IOException, InterruptedException {
        var worker = startWorker();
        awaitReady(worker);
        return worker;
    }

    /** Starts the broker anew, on the address and the data it had; the one before must be gone. */
    public void startKafkaAgain() throws IOException, InterruptedException {
        brokers.start();
        brokers.await();
    }

    /**
     * Starts one more broker and returns once it answers. It is node 2 of the cluster, and holds nothing until something
     * is moved there.
     */
    public Part addBroker() throws IOException, InterruptedException {
        return brokers.join();
    }

    /** Starts one more audit indexer and returns once it takes events. */
    public ChildProcess addIndexer() throws IOException, InterruptedException {
        var indexer = startIndexer();
        awaitReady(indexer);
        return indexer;
    }

    /** The line that scripts wait for: everything that is needed to use the sandbox, its secrets included. */
    public String readyLine() {
        return ReadyLine.of(this);
    }

    @Override
    public void close() {
        opened.close();
    }

    private void bringUp(List<Integer> ports) throws IOException, InterruptedException {
        if (options.hasIndex()) {
            startOpenSearch(ports.get(0), ports.get(1));
        }
        if (options.isInProcess()) {
            brokers.await();
        }
        for (int i = 0; i < options.gateways(); i++) {
            startGateway(i + 1, options.port() == 0 ? ports.get(2 + i) : options.port() + i);
        }
        for (int i = 0; i < options.workers(); i++) {
            startWorker();
        }
        if (options.hasIndex()) {
            startIndexer();
        }
        brokers.await();
        for (var part : parts()) {
            awaitReady(part);
        }
    }

    private void startOpenSearch(int port, int transportPort) throws IOException {
        programs.keep(ChildProcess.start(
                INDEX,
                IndexNode.command(
                        files.openSearch(), port, transportPort, options.indexTuning(), options.assignmentsOf(INDEX)),
                files.output(INDEX)));
        openSearch = Optional.of(IndexNode.url(port));
        if (!Files.exists(files.signingKey())) {
            SigningKey.generate(files.signingKey());
        }
    }

    private ChildProcess startIndexer() throws IOException {
        return programs.startProcess(INDEXER, programs.next(INDEXER.name()), auditSettings());
    }

    private void startGateway(int number, int port) throws IOException, InterruptedException {
        var settings = new LinkedHashMap<String, String>();
        settings.put("kafka.bootstrap", kafkaAddress());
        settings.put("http.port", String.valueOf(port));
        settings.put("policy.file", files.policy().toString());
        settings.put("tools.declared", files.declaredTools().toString());
        settings.put("audit.pseudonym-keys", pseudonymKeys.reveal());
        programs.start(
                GATEWAY,
                number,
                settings,
                (given, breakdowns) -> Gateway.start(GatewaySettings.read(given), breakdowns));
        gateways.add(URI.create("http://127.0.0.1:" + port + "/mcp"));
    }

    private Part startWorker() throws IOException, InterruptedException {
        return programs.start(
                WORKER,
                programs.next(WORKER.name()),
                workerSettings(),
                (given, breakdowns) -> Worker.start(WorkerSettings.read(given), breakdowns));
    }

    private static void awaitReady(Part part) throws InterruptedException {
        var program = part.name().replaceFirst("-\\d+$", "");
        Programs.await(part, program.equals(INDEX) ? IndexNode.READY : program + " ready");
    }
}
