package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.IndexerSettings;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.command.ZohoCommand;
import dev.sluice.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** The container files say nothing that the code does not know: they cannot be run where this is built. */
class ComposeTest {
    private static final Path ROOT = Path.of("..");
    private static final Map<String, Consumer<SettingsReader>> PROGRAMS = Map.of(
            "gateway", GatewaySettings::read,
            "worker", WorkerSettings::read,
            "audit-indexer", IndexerSettings::read);

    private final String dockerfile = read("Dockerfile");
    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everySettingOfEveryProgramIsOneItKnows() {
        PROGRAMS.forEach((program, settings) -> assertThat(problems(environment(program), settings))
                .describedAs(program)
                .isEmpty());
    }

    @Test
    void everyTargetIsAStageThatPacksTheProgramOfThatName() {
        for (var program : PROGRAMS.keySet()) {
            assertThat(nested(service(program), "build")).containsEntry("target", program);
            assertThat(stage(program))
                    .contains("/src/" + program + "/target/lib /app/lib")
                    .contains("/src/" + program + "/target/" + program + ".jar /app/")
                    .contains("ENTRYPOINT [\"java\", \"-jar\", \"/app/" + program + ".jar\"]");
            assertThat(read(program + "/pom.xml")).contains("<finalName>" + program + "</finalName>");
        }
    }

    @Test
    void theWorkerOfTheSandboxKnowsItsSettingsAndFindsTheDouble() {
        assertThat(problems(environmentOf("worker", "sandbox-worker"), WorkerSettings::read))
                .isEmpty();
        assertThat(nested(service("sandbox-worker"), "build")).containsEntry("target", "worker");
        var environment = nested(service("sandbox-worker"), "environment");
        var command = command("zoho");

        assertThat(environment.get("SLUICE_ZOHO_MAIN_CREDENTIALS"))
                .isEqualTo("file:" + command.get(command.indexOf("--credentials") + 1));
        assertThat(environment.get("SLUICE_ZOHO_MAIN_URL"))
                .isEqualTo("http://zoho:" + command.get(command.indexOf("--port") + 1));
        assertThat(service("sandbox-worker")).containsEntry("volumes", List.of("zoho-credentials:/credentials:ro"));
        assertThat(service("zoho")).containsEntry("volumes", List.of("zoho-credentials:/credentials"));
    }

    @Test
    void theDoubleIsPackedAndToldWhatItsCommandUnderstands() {
        assertThat(nested(service("zoho"), "build")).containsEntry("target", "zoho");
        assertThat(stage("zoho"))
                .contains("/src/sandbox/target/lib /app/lib")
                .contains("/src/sandbox/target/sandbox.jar /app/")
                .contains("ENTRYPOINT [\"java\", \"-jar\", \"/app/sandbox.jar\", \"zoho\"]");
        assertThat(read("sandbox/pom.xml")).contains("<finalName>sandbox</finalName>");
        var command = command("zoho");
        var port = command.get(command.indexOf("--port") + 1);

        assertThat(command.getFirst()).isEqualTo("zoho");
        new CommandLine(new ZohoCommand()).parseArgs(command.stream().skip(1).toArray(String[]::new));
        assertThat(environmentOf("zoho", "zoho")).containsEntry("HEALTH_PORT", port);
        assertThat(service("zoho")).containsEntry("ports", List.of("127.0.0.1:" + port + ":" + port));
    }

    @Test
    void whatStandsInForZohoIsThereOnlyWhenItIsAskedFor() {
        for (var service : List.of("zoho", "sandbox-worker")) {
            assertThat(service(service)).containsEntry("profiles", List.of("sandbox"));
        }
        PROGRAMS.keySet().forEach(program -> assertThat(service(program)).doesNotContainKey("profiles"));
    }

    @Test
    void theDoublesHealthIsAskedWhereItIsAnswered() throws Exception {
        try (var zoho = ZohoDouble.start(ZohoDoubleOptions.defaults())) {
            var health = new ProcessBuilder(
                            "bash", ROOT.resolve("deploy/docker/health").toString())
                    .inheritIO();
            health.environment()
                    .put(
                            "HEALTH_PATH",
                            String.valueOf(environmentOf("zoho", "zoho").get("HEALTH_PATH")));
            health.environment().put("HEALTH_PORT", String.valueOf(zoho.url().getPort()));

            assertThat(health.start().waitFor()).isZero();
        }
    }

    @Test
    void healthIsAskedWhereItIsAnswered() {
        for (var program : PROGRAMS.keySet()) {
            var environment = environment(program);
            var answered = environment.getOrDefault("SLUICE_HEALTH_PORT", environment.get("SLUICE_HTTP_PORT"));
            assertThat(environment.get("HEALTH_PORT")).describedAs(program).isEqualTo(answered);
        }
        assertThat(read("deploy/docker/health")).contains("/health/ready");
        assertThat(stage("program")).contains("deploy/docker/health").contains("USER 10001");
    }

    @Test
    void programsWriteNothingOutsideTheirTemporaryFolder() {
        PROGRAMS.keySet()
                .forEach(program -> assertThat(services.get(program))
                        .containsEntry("read_only", true)
                        .containsEntry("tmpfs", List.of("/tmp")));
    }

    @Test
    void theGatewaysPortIsTheOneItListensOn() {
        var port = environment("gateway").get("SLUICE_HTTP_PORT");

        assertThat(services.get("gateway")).containsEntry("ports", List.of("127.0.0.1:8080:" + port));
        assertThat(stage("gateway")).contains("EXPOSE " + port);
    }

    @Test
    void everyFileThatIsMountedIsThereOrMadeByThePreparation() {
        var preparation = read("deploy/docker/prepare");
        for (var path : find("\\./(deploy[^:\"\\s}]*)", read("docker-compose.yml"))) {
            if (path.startsWith("deploy/docker/secrets/")) {
                assertThat(preparation)
                        .contains(path.substring("deploy/docker/".length()).replace(".pem.pub", ".pem"));
            } else if (!path.equals("deploy/docker/secrets")) {
                assertThat(ROOT.resolve(path)).exists();
            }
        }
        for (var path : find("\\$folder/([^\"\\s]+)", read("deploy/opensearch/init.sh"))) {
            assertThat(ROOT.resolve("deploy").resolve(path)).exists();
        }
    }

    @Test
    void brokerAndIndexAreOfTheVersionsThatTheTestsRun() {
        var pom = read("pom.xml");

        assertThat(services.get("kafka")).containsEntry("image", "apache/kafka:" + version(pom, "kafka"));
        assertThat(services.get("opensearch"))
                .containsEntry("image", "opensearchproject/opensearch:" + version(pom, "opensearch"));
        assertThat(services.get("dashboards"))
                .containsEntry("image", "opensearchproject/opensearch-dashboards:" + version(pom, "opensearch"));
    }

    @Test
    void everyServiceThatIsWaitedForSaysWhenItIsHealthy() {
        services.values()
                .forEach(service -> nested(service, "depends_on")
                        .keySet()
                        .forEach(other -> assertThat(services.get(other))
                                .describedAs(other)
                                .isNotNull()
                                .containsKey("healthcheck")));
    }

    private static List<String> problems(Map<String, String> environment, Consumer<SettingsReader> settings) {
        var reader = new SettingsReader(SettingsSource.gather(Optional.empty(), environment, List.of()));
        reader.integer("health.port", 0, 0, 65_535);
        try {
            settings.accept(reader);
            return List.of();
        } catch (InvalidSettings e) {
            // Files are where the container has them, not here.
            return e.problems().stream()
                    .filter(problem -> !problem.contains("/run/secrets/")
                            && !problem.contains("/etc/sluice/")
                            && !problem.contains("/credentials/"))
                    .toList();
        }
    }

    /** What a program's image and its service set, the latter winning. */
    private Map<String, String> environment(String program) {
        return environmentOf(program, program);
    }

    private Map<String, String> environmentOf(String stage, String service) {
        var environment = new TreeMap<String, String>();
        for (var assignment : find("(?m)^ENV (.*)$", stage(stage))) {
            for (var pair : assignment.split(" ", -1)) {
                environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        nested(service(service), "environment").forEach((key, value) -> environment.put(key, String.valueOf(value)));
        return environment;
    }

    /** What a stage's program is told, after its jar. */
    private List<String> command(String stage) {
        var arguments = new ArrayList<String>();
        for (var line : find("(?m)^(?:ENTRYPOINT|CMD) \\[(.*)\\]$", stage(stage))) {
            arguments.addAll(find("\"([^\"]*)\"", line));
        }
        return arguments.subList(arguments.indexOf("-jar") + 2, arguments.size());
    }

    private Map<String, Object> service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    private String stage(String name) {
        var stages = find("(?ms)(^FROM \\S+ AS " + name + "$.*?)(?=^FROM |\\z)", dockerfile);
        assertThat(stages).describedAs(name).hasSize(1);
        return stages.getFirst();
    }

    private static String version(String pom, String what) {
        return find("<" + what + "\\.version>([^<]+)<", pom).getFirst();
    }

    private static List<String> find(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> nested(Map<String, Object> service, String key) {
        return (Map<String, Object>) service.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        var file = (Map<String, Object>)
                new Load(LoadSettings.builder().build()).loadFromString(withoutMergeKeys(read("docker-compose.yml")));
        var services = (Map<String, Map<String, Object>>) Objects.requireNonNull(file.get("services"));
        var shared = (Map<String, Object>) Objects.requireNonNull(file.get("x-program"));
        services.values().forEach(service -> {
            if (service.remove("merged") != null) {
                shared.forEach(service::putIfAbsent);
            }
        });
        return services;
    }

    /** YAML 1.2 has none; Compose still does. */
    private static String withoutMergeKeys(String yaml) {
        return yaml.replace("<<: *program", "merged: true").replace("x-program: &program", "x-program:");
    }

    private static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
