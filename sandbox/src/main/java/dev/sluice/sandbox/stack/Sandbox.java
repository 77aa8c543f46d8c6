package dev.sluice.sandbox.stack;

import dev.sluice.auditindexer.AuditIndexerMain;
import dev.sluice.auditindexer.chain.SigningKey;
import dev.sluice.common.json.Json;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.settings.Secret;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.GatewayMain;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.indexnode.IndexNode;
import dev.sluice.sandbox.secrets.SecretsManagerDouble;
import dev.sluice.sandbox.zoho.ZohoAccount;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerMain;
import dev.sluice.worker.WorkerSettings;
import dev.sluice.worker.zoho.ZohoSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole system on one machine. Closing it takes everything down again, the last started first. */
public final class Sandbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

    /** Whom another server than the double is told about, unless the settings of the worker say otherwise. */
    private static final ZohoAccount ANYONE =
            new ZohoAccount("1000.SANDBOX", "sandbox-secret", "1000.sandbox.refresh", "10234695", "42");

    private static final String KAFKA = "kafka";

    /** Where the credentials of the connection are, in the Secrets Manager double. */
    private static final String SECRET = "sluice/zoho/main";

    private static final Duration STARTING = Duration.ofSeconds(90);

    private final SandboxOptions options;
    private final SandboxFiles files;
    private final Map<String, Secret> agents;
    private final Secret pseudonymKeys;
    private final AotCaches caches = AotCaches.ofThisClassPath();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final List<URI> gateways = new ArrayList<>();
    private Optional<ZohoDouble> zohoDouble = Optional.empty();
    private Optional<SecretsManagerDouble> secretsDouble = Optional.empty();
    private URI zohoUrl = URI.create("http://127.0.0.1");
    private ZohoAccount account = ANYONE;
    private Optional<ChildProcess> kafka = Optional.empty();
    private String kafkaAddress = "";
    private int kafkaPort;
    private int kafkaControllerPort;
    private Optional<URI> openSearch = Optional.empty();

    private Sandbox(SandboxOptions options, SandboxFiles files, Map<String, Secret> agents, Secret pseudonymKeys) {
        this.options = options;
        this.files = files;
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
        Sandbox sandbox = null;
        try {
            var files = SandboxFiles.open(options.data().orElse(null));
            sandbox = new Sandbox(options, files, files.writePolicy(options.extraAgents()), files.pseudonymKeys());
            sandbox.opened.push(files);
            sandbox.bringUp();
            return sandbox;
        } catch (IOException e) {
            closeAfter(sandbox);
            throw new SandboxFailed("the sandbox cannot be brought up: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            closeAfter(sandbox);
            throw e;
        }
    }

    private static void closeAfter(@Nullable Sandbox sandbox) {
        if (sandbox != null) {
            sandbox.close();
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

    /** The Zoho double, unless another server stands in for it. */
    public ZohoDouble zoho() {
        return zohoDouble.orElseThrow(() -> new SandboxFailed("this sandbox uses the server at " + zohoUrl));
    }

    /** The Secrets Manager double, which holds the credentials for Zoho. */
    public SecretsManagerDouble secrets() {
        return secretsDouble.orElseThrow();
    }

    /** The running programs, in the order in which they were started. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** How a program reaches this sandbox's broker. */
    public KafkaSettings kafka() {
        return KafkaSettings.read(new SettingsReader(SettingsSource.of(Map.of("kafka.bootstrap", kafkaAddress))));
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
        settings.put("kafka.bootstrap", kafkaAddress);
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
        return ZohoSettings.read(new SettingsReader(SettingsSource.of(connection())));
    }

    /** Starts one more worker and returns once it takes calls. */
    public Part addWorker() throws IOException, InterruptedException {
        var worker = startWorker(Math.toIntExact(parts.stream()
                        .filter(part -> part.name().startsWith("worker"))
                        .count())
                + 1);
        awaitReady(worker);
        return worker;
    }

    /** Starts the broker anew, on the address and the data it had; the one before must be gone. */
    public void startKafkaAgain() throws IOException, InterruptedException {
        startBroker().awaitLine("kafka ready", STARTING);
    }

    /**
     * Starts one more broker and returns once it answers. It is node 2 of the cluster, and holds nothing until something
     * is moved there.
     */
    public Part addBroker() throws IOException, InterruptedException {
        String cluster;
        try (var admin = kafkaClients().admin("sandbox")) {
            cluster = admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw new SandboxFailed("the broker does not say which cluster it is", e);
        }
        var name = KAFKA + "-2";
        var broker = keep(ChildProcess.start(
                name,
                KafkaBrokerMain.class,
                jvm("kafka", "-Xms96m", "-Xmx256m"),
                List.of(
                        files.kafka().resolveSibling(name).toString(),
                        String.valueOf(Ports.free(1).getFirst()),
                        String.valueOf(kafkaControllerPort),
                        "2",
                        cluster),
                files.output(name)));
        broker.awaitLine("kafka ready", STARTING);
        return broker;
    }

    /** Starts one more audit indexer and returns once it takes events. */
    public ChildProcess addIndexer() throws IOException, InterruptedException {
        var indexer = startIndexer(Math.toIntExact(parts.stream()
                        .filter(part -> part.name().startsWith("audit-indexer"))
                        .count())
                + 1);
        awaitReady(indexer);
        return indexer;
    }

    /** The line that scripts wait for: everything that is needed to use the sandbox, its secrets included. */
    public String readyLine() {
        var line = new LinkedHashMap<String, Object>();
        line.put("mcp", gateways);
        var keys = new LinkedHashMap<String, String>();
        agents.forEach((agent, key) -> keys.put(agent, key.reveal()));
        line.put("agents", keys);
        var zoho = new LinkedHashMap<String, String>();
        zoho.put("url", zohoUrl.toString());
        zoho.put("clientId", account.clientId());
        zoho.put("clientSecret", account.clientSecret());
        zoho.put("refreshToken", account.refreshToken());
        zoho.put("organizationId", account.organizationId());
        zoho.put("portalId", account.portalId());
        line.put("zoho", zoho);
        line.put("secrets", secrets().url());
        line.put("kafka", kafkaAddress);
        openSearch.ifPresent(url -> {
            line.put("opensearch", url.toString());
            line.put("auditKey", verificationKey().toString());
            line.put("pseudonymKeys", pseudonymKeys.reveal());
        });
        var processes = new LinkedHashMap<String, List<Long>>();
        for (var part : parts) {
            var program = part.name().replaceFirst("-\\d+$", "");
            processes.computeIfAbsent(program, _ -> new ArrayList<>()).add(part.pid());
        }
        processes.put("sandbox", List.of(ProcessHandle.current().pid()));
        line.put("processes", processes);
        return "SANDBOX READY " + Json.text(line);
    }

    @Override
    public void close() {
        var failures = new ArrayList<Exception>();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var failed = new SandboxFailed("the sandbox did not go down cleanly", failures.getFirst());
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    private void bringUp() throws IOException, InterruptedException {
        var ports = Ports.free(4 + options.gateways());
        kafkaPort = ports.get(0);
        kafkaControllerPort = ports.get(1);
        kafkaAddress = "127.0.0.1:" + kafkaPort;
        // Whichever broker runs at the end is closed after the programs.
        opened.push(() -> kafka.ifPresent(ChildProcess::close));
        // The programs wait for the broker by themselves, so all start side by side.
        var broker = startBroker();
        if (options.hasIndex()) {
            startOpenSearch(ports.get(2), ports.get(3));
        }
        startZoho();
        if (options.isInProcess()) {
            broker.awaitLine("kafka ready", STARTING);
        }
        for (int i = 0; i < options.gateways(); i++) {
            startGateway(i + 1, options.port() == 0 ? ports.get(4 + i) : options.port() + i);
        }
        for (int i = 0; i < options.workers(); i++) {
            startWorker(i + 1);
        }
        if (options.hasIndex()) {
            startIndexer(1);
        }
        broker.awaitLine("kafka ready", STARTING);
        for (var part : parts) {
            awaitReady(part);
        }
    }

    private void startOpenSearch(int port, int transportPort) throws IOException {
        keep(ChildProcess.start(
                "opensearch",
                IndexNode.command(
                        files.openSearch(),
                        port,
                        transportPort,
                        options.indexTuning(),
                        options.assignmentsOf("opensearch")),
                files.output("opensearch")));
        openSearch = Optional.of(IndexNode.url(port));
        if (!Files.exists(files.signingKey())) {
            SigningKey.generate(files.signingKey());
        }
    }

    private ChildProcess startIndexer(int number) throws IOException {
        var name = "audit-indexer-" + number;
        return keep(ChildProcess.start(
                name,
                AuditIndexerMain.class,
                jvm("audit-indexer", "-Xms64m", "-Xmx256m"),
                arguments("audit-indexer", auditSettings()),
                files.output(name)));
    }

    private ChildProcess startBroker() throws IOException {
        var started = ChildProcess.start(
                KAFKA,
                KafkaBrokerMain.class,
                jvm("kafka", "-Xms192m", "-Xmx384m"),
                List.of(files.kafka().toString(), String.valueOf(kafkaPort), String.valueOf(kafkaControllerPort)),
                files.output(KAFKA));
        parts.removeIf(part -> part.name().equals(KAFKA));
        parts.add(started);
        kafka = Optional.of(started);
        return started;
    }

    private void startZoho() throws IOException {
        if (options.zohoUrl().isPresent()) {
            zohoUrl = options.zohoUrl().get();
        } else {
            var started = ZohoDouble.start(ZohoDoubleOptions.defaults()
                    .withLatency(options.zohoLatency())
                    .withLimits(options.zohoLimits()));
            opened.push(started);
            zohoDouble = Optional.of(started);
            zohoUrl = started.url();
            account = started.account();
        }
        var secrets = SecretsManagerDouble.start(0, InstantSource.system());
        opened.push(secrets);
        secretsDouble = Optional.of(secrets);
        secrets.put(SECRET, account.asSecret("au"));
        files.writeAwsCredentials(SecretsManagerDouble.ACCESS_KEY_ID, SecretsManagerDouble.SECRET_ACCESS_KEY);
        files.writeDeclaredTools();
    }

    private void startGateway(int number, int port) throws IOException, InterruptedException {
        var name = "gateway-" + number;
        var settings = new LinkedHashMap<String, String>();
        settings.put("kafka.bootstrap", kafkaAddress);
        settings.put("http.port", String.valueOf(port));
        settings.put("policy.file", files.policy().toString());
        settings.put("tools.declared", files.declaredTools().toString());
        settings.put("audit.pseudonym-keys", pseudonymKeys.reveal());
        if (options.isInProcess()) {
            var started = Gateway.start(GatewaySettings.read(reader("gateway", settings)), breakdownOf(name));
            keep(Part.inside(name, started));
        } else {
            keep(ChildProcess.start(
                    name,
                    GatewayMain.class,
                    jvm("gateway", "-Xms128m", "-Xmx512m"),
                    arguments("gateway", settings),
                    files.output(name)));
        }
        gateways.add(URI.create("http://127.0.0.1:" + port + "/mcp"));
    }

    private Part startWorker(int number) throws IOException, InterruptedException {
        var name = "worker-" + number;
        var settings = connection();
        settings.put("tools.declared", files.declaredTools().toString());
        settings.put("kafka.bootstrap", kafkaAddress);
        settings.putAll(DoubledLimits.settings(options.zohoLimits()));
        if (options.isInProcess()) {
            return keep(Part.inside(
                    name, Worker.start(WorkerSettings.read(reader("worker", settings)), breakdownOf(name))));
        }
        return keep(ChildProcess.start(
                name,
                WorkerMain.class,
                jvm("worker", "-Xms128m", "-Xmx512m"),
                arguments("worker", settings),
                files.output(name)));
    }

    /** The options of a program's JVM. */
    private List<String> jvm(String program, String... memory) throws IOException {
        var jvm = new ArrayList<>(List.of(memory));
        jvm.addAll(options.isTraining() ? caches.record(program) : caches.use(program));
        return jvm;
    }

    private Map<String, String> connection() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("zoho.main.credentials", "aws:" + SECRET);
        settings.put("zoho.main.url", zohoUrl.toString());
        settings.put("zoho.main.data-centre", "au");
        settings.put("aws.region", SecretsManagerDouble.REGION);
        settings.put("aws.endpoint", secrets().url().toString());
        settings.put("aws.credentials-file", files.awsCredentials().toString());
        settings.put("zoho.main.books-organization", account.organizationId());
        settings.put("zoho.main.projects-portal", account.portalId());
        settings.put("zoho.main.projects-time-zone", "Australia/Sydney");
        return settings;
    }

    /** A program inside this process cannot end alone; it says why it does nothing any more. */
    private static Breakdowns breakdownOf(String program) {
        return reason -> log.atError().log("{} cannot go on: {}", program, reason.getMessage());
    }

    private static void awaitReady(Part part) throws InterruptedException {
        if (part instanceof ChildProcess process && !process.name().equals(KAFKA)) {
            var ready = process.name().equals("opensearch")
                    ? IndexNode.READY
                    : process.name().replaceFirst("-\\d+$", "") + " ready";
            process.awaitLine(ready, STARTING);
        }
    }

    private SettingsReader reader(String program, Map<String, String> settings) {
        return new SettingsReader(SettingsSource.gather(Optional.empty(), Map.of(), assignments(program, settings)));
    }

    private List<String> arguments(String program, Map<String, String> settings) {
        var arguments = new ArrayList<String>();
        for (var assignment : assignments(program, settings)) {
            arguments.add("--set");
            arguments.add(assignment);
        }
        return arguments;
    }

    /** The sandbox's own settings, then those that were asked for, which win. */
    private List<String> assignments(String program, Map<String, String> settings) {
        var assignments = new ArrayList<String>();
        settings.forEach((key, value) -> assignments.add(key + "=" + value));
        assignments.addAll(options.assignmentsOf(program));
        return assignments;
    }

    private <P extends Part> P keep(P part) {
        parts.add(part);
        opened.push(part);
        return part;
    }
}
