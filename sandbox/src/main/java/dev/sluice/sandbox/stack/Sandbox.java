package dev.sluice.sandbox.stack;

import dev.sluice.common.json.Json;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.Secret;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.GatewayMain;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.sandbox.zoho.ZohoAccount;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerMain;
import dev.sluice.worker.WorkerSettings;
import dev.sluice.worker.zoho.ZohoSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole system on one machine. Closing it takes everything down again, the last started first. */
public final class Sandbox implements AutoCloseable {
    /** Whom another server than the double is told about, unless the settings of the worker say otherwise. */
    private static final ZohoAccount ANYONE =
            new ZohoAccount("1000.SANDBOX", "sandbox-secret", "1000.sandbox.refresh", "10234695", "42");

    private static final Duration STARTING = Duration.ofSeconds(90);

    private final SandboxOptions options;
    private final SandboxFiles files;
    private final Map<String, Secret> agents;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<URI> gateways = new ArrayList<>();
    private Optional<ZohoDouble> zohoDouble = Optional.empty();
    private URI zohoUrl = URI.create("http://127.0.0.1");
    private ZohoAccount account = ANYONE;
    private String kafkaAddress = "";

    private Sandbox(SandboxOptions options, SandboxFiles files, Map<String, Secret> agents) {
        this.options = options;
        this.files = files;
        this.agents = agents;
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
            sandbox = new Sandbox(options, files, files.writePolicy());
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
        line.put("kafka", kafkaAddress);
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
        var ports = Ports.free(2 + options.gateways());
        kafkaAddress = "127.0.0.1:" + ports.get(0);
        // The programs wait for the broker by themselves, so all start side by side.
        var broker = startBroker(ports.get(0), ports.get(1));
        startZoho();
        if (options.isInProcess()) {
            broker.awaitLine("kafka ready", STARTING);
        }
        for (int i = 0; i < options.gateways(); i++) {
            startGateway(i + 1, options.port() == 0 ? ports.get(2 + i) : options.port() + i);
        }
        for (int i = 0; i < options.workers(); i++) {
            startWorker(i + 1);
        }
        broker.awaitLine("kafka ready", STARTING);
        for (var part : parts) {
            awaitReady(part);
        }
    }

    private ChildProcess startBroker(int port, int controllerPort) throws IOException {
        return keep(ChildProcess.start(
                "kafka",
                KafkaBrokerMain.class,
                List.of("-Xms192m", "-Xmx384m"),
                List.of(files.kafka().toString(), String.valueOf(port), String.valueOf(controllerPort)),
                files.output("kafka")));
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
        files.writeCredentials(account);
    }

    private void startGateway(int number, int port) throws IOException, InterruptedException {
        var name = "gateway-" + number;
        var settings = new LinkedHashMap<String, String>();
        settings.put("kafka.bootstrap", kafkaAddress);
        settings.put("http.port", String.valueOf(port));
        settings.put("policy.file", files.policy().toString());
        if (options.isInProcess()) {
            var started = Gateway.start(GatewaySettings.read(reader("gateway", settings)));
            keep(Part.inside(name, started));
        } else {
            keep(ChildProcess.start(
                    name,
                    GatewayMain.class,
                    List.of("-Xms128m", "-Xmx512m"),
                    arguments("gateway", settings),
                    files.output(name)));
        }
        gateways.add(URI.create("http://127.0.0.1:" + port + "/mcp"));
    }

    private Part startWorker(int number) throws IOException, InterruptedException {
        var name = "worker-" + number;
        var settings = connection();
        settings.put("kafka.bootstrap", kafkaAddress);
        if (options.isInProcess()) {
            return keep(Part.inside(name, Worker.start(WorkerSettings.read(reader("worker", settings)))));
        }
        return keep(ChildProcess.start(
                name,
                WorkerMain.class,
                List.of("-Xms128m", "-Xmx512m"),
                arguments("worker", settings),
                files.output(name)));
    }

    private Map<String, String> connection() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("zoho.main.credentials", "file:" + files.zohoCredentials());
        settings.put("zoho.main.url", zohoUrl.toString());
        settings.put("zoho.main.data-centre", "au");
        settings.put("zoho.main.books-organization", account.organizationId());
        settings.put("zoho.main.projects-portal", account.portalId());
        settings.put("zoho.main.projects-time-zone", "Australia/Sydney");
        return settings;
    }

    private static void awaitReady(Part part) throws InterruptedException {
        if (part instanceof ChildProcess process && !process.name().equals("kafka")) {
            process.awaitLine(process.name().replaceFirst("-\\d+$", "") + " ready", STARTING);
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
