package dev.sluice.sandbox.stack;

import dev.sluice.indexnode.IndexNode;
import dev.sluice.sandbox.command.DurationConverter;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the sandbox is to consist of. */
public final class SandboxOptions {
    private static final List<String> PROGRAMS = List.of("gateway", "worker", "audit-indexer", "opensearch");

    @Option(
            names = "--port",
            defaultValue = "7700",
            description = "port of the first gateway; the others follow (default ${DEFAULT-VALUE}; 0 takes free ones)")
    private int port;

    @Option(names = "--gateways", defaultValue = "1", description = "how many gateways (default ${DEFAULT-VALUE})")
    private int gateways = 1;

    @Option(names = "--workers", defaultValue = "1", description = "how many workers (default ${DEFAULT-VALUE})")
    private int workers = 1;

    @Option(
            names = "--organisations",
            defaultValue = "1",
            description = "how many Zoho organisations: with 2 there is one in another data centre too, an agent of it"
                    + " (nordlicht-director) and one of both (group-director) (default ${DEFAULT-VALUE})")
    private int organisations = 1;

    @Option(
            names = "--zoho-latency",
            defaultValue = "0ms",
            converter = DurationConverter.class,
            description = "how long the Zoho double takes to answer, such as 50ms (default ${DEFAULT-VALUE})")
    private Duration zohoLatency = Duration.ZERO;

    @Option(
            names = "--zoho-limits",
            defaultValue = "lenient",
            description = "how the Zoho double is limited: lenient (only token requests), real, off"
                    + " (default ${DEFAULT-VALUE})")
    private String zohoLimits = "lenient";

    @Option(
            names = "--zoho-url",
            description = "use this Zoho-like server instead of the double; if it knows its clients, name their"
                    + " credentials: --set worker.zoho.main.credentials=file:PATH")
    private @Nullable URI zohoUrl;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "keep all files here (default: a folder that is removed)")
    private @Nullable Path data;

    @Option(
            names = "--in-process",
            description = "run gateways and workers inside this process instead of as processes of their own")
    private boolean inProcess;

    @Option(names = "--no-index", defaultValue = "false", description = "leave out OpenSearch and the audit indexer")
    private boolean noIndex = true;

    private IndexNode.Tuning indexTuning = IndexNode.Tuning.SOON_UP;

    @Option(
            names = "--set",
            paramLabel = "PROGRAM.KEY=VALUE",
            description = "a setting of a program, such as worker.intake.max-in-flight=200")
    private List<String> assignments = new ArrayList<>();

    private boolean training;

    private final List<SandboxAgent> extraAgents = new ArrayList<>();

    /** Free ports everywhere, one of each, files that are removed: for demonstrations and tests. */
    public static SandboxOptions onFreePorts() {
        return new SandboxOptions();
    }

    public SandboxOptions gateways(int count) {
        gateways = count;
        return this;
    }

    public SandboxOptions workers(int count) {
        workers = count;
        return this;
    }

    /** How many Zoho organisations, each in a data centre of its own. */
    public SandboxOptions organisations(int count) {
        organisations = count;
        return this;
    }

    public SandboxOptions zohoLatency(Duration latency) {
        zohoLatency = latency;
        return this;
    }

    public SandboxOptions zohoUrl(URI url) {
        zohoUrl = url;
        return this;
    }

    public SandboxOptions data(Path folder) {
        data = folder;
        return this;
    }

    /** How the Zoho double is limited: lenient, real or off. */
    public SandboxOptions zohoLimits(String preset) {
        zohoLimits = preset;
        return this;
    }

    public SandboxOptions inProcess() {
        inProcess = true;
        return this;
    }

    /** One more agent, which may do what the operations agent may. */
    public SandboxOptions agent(String name, String lane, int weight) {
        extraAgents.add(new SandboxAgent(
                name, "operations", List.of("main"), Optional.of(new SandboxAgent.Line(lane, weight))));
        return this;
    }

    /** With OpenSearch and an audit indexer. */
    public SandboxOptions withIndex() {
        return withIndex(IndexNode.Tuning.SOON_UP);
    }

    /** With OpenSearch, good at this, and an audit indexer. */
    public SandboxOptions withIndex(IndexNode.Tuning tuning) {
        noIndex = false;
        indexTuning = tuning;
        return this;
    }

    /** Leaves the index out where the machine has not the memory for it, and says so. */
    public SandboxOptions asMemoryAllows() {
        if (!noIndex && Memory.available() < IndexNode.MEMORY) {
            noIndex = true;
            System.err.printf(
                    "OpenSearch is left out: it needs %,d MB of memory, and %,d MB are free%n",
                    IndexNode.MEMORY >> 20, Memory.available() >> 20);
        }
        return this;
    }

    public SandboxOptions set(String assignment) {
        assignments.add(assignment);
        return this;
    }

    /** Has every program record its {@link AotCaches ahead-of-time cache}, which it writes when it ends. */
    public SandboxOptions training() {
        training = true;
        return this;
    }

    /** The agents beside the usual ones: of each further organisation a director, and one of all of them together. */
    List<SandboxAgent> agents(List<SandboxConnection> connections) {
        var names = connections.stream().map(SandboxConnection::name).toList();
        var agents = new ArrayList<>(extraAgents);
        names.stream()
                .skip(1)
                .map(name -> SandboxAgent.director(name + "-director", List.of(name)))
                .forEach(agents::add);
        if (names.size() > 1) {
            agents.add(SandboxAgent.director("group-director", names));
        }
        return agents;
    }

    int organisations() {
        return organisations;
    }

    IndexNode.Tuning indexTuning() {
        return indexTuning;
    }

    boolean hasIndex() {
        return !noIndex;
    }

    int port() {
        return port;
    }

    int gateways() {
        return gateways;
    }

    int workers() {
        return workers;
    }

    Duration zohoLatency() {
        return zohoLatency;
    }

    LimitRules zohoLimits() {
        return LimitRules.preset(zohoLimits);
    }

    Optional<URI> zohoUrl() {
        return Optional.ofNullable(zohoUrl);
    }

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    boolean isInProcess() {
        return inProcess;
    }

    boolean isTraining() {
        return training;
    }

    /** What was set for one program, without its name. */
    List<String> assignmentsOf(String program) {
        var prefix = program + ".";
        return assignments.stream()
                .filter(assignment -> assignment.startsWith(prefix))
                .map(assignment -> assignment.substring(prefix.length()))
                .toList();
    }

    /** Refuses what fits no program or no machine. */
    void check() {
        var problems = new ArrayList<String>();
        if (gateways < 1 || workers < 0) {
            problems.add("there must be at least one gateway, and no fewer than 0 workers");
        }
        if (organisations < 1 || organisations > SandboxZoho.MOST_ORGANISATIONS) {
            problems.add("--organisations is " + organisations + ", expected 1 to " + SandboxZoho.MOST_ORGANISATIONS);
        }
        if (organisations > 1 && zohoUrl != null) {
            problems.add("--organisations and --zoho-url do not go together: another server has its own");
        }
        if (port < 0 || port + gateways > 65_536) {
            problems.add("--port is " + port + ", expected 0 to 65535 with room for " + gateways + " gateways");
        }
        if (!List.of("lenient", "real", "off").contains(zohoLimits)) {
            problems.add("--zoho-limits is " + zohoLimits + ", expected lenient, real or off");
        }
        for (var assignment : assignments) {
            if (PROGRAMS.stream().noneMatch(program -> assignment.startsWith(program + "."))
                    || !assignment.contains("=")) {
                problems.add("--set " + assignment.split("=", 2)[0]
                        + " is not of the form PROGRAM.KEY=VALUE with a program of " + String.join(", ", PROGRAMS));
            }
        }
        if (!problems.isEmpty()) {
            throw new SandboxFailed(String.join("\n", problems));
        }
    }
}
