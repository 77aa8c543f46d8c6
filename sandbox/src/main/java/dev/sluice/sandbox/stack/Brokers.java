package dev.sluice.sandbox.stack;

import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.sandbox.stack.Programs.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Kafka in a sandbox: one broker, which may die and be started anew on its address and its data, and more if wanted. */
final class Brokers implements AutoCloseable {
    private static final String NAME = "kafka";
    private static final String READY = "kafka ready";
    private static final Program FIRST = new Program(NAME, KafkaBrokerMain.class, "-Xms192m", "-Xmx384m");
    private static final Program SECOND = new Program(NAME, KafkaBrokerMain.class, "-Xms96m", "-Xmx256m");

    private final Programs programs;
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private Optional<ChildProcess> first = Optional.empty();

    Brokers(Programs programs, Path folder, int port, int controllerPort) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    KafkaSettings settings() {
        return KafkaSettings.read(new SettingsReader(SettingsSource.of(Map.of("kafka.bootstrap", address()))));
    }

    /** Starts the first broker, or starts it again; the one before must be gone. */
    void start() throws IOException {
        var broker = programs.child(
                FIRST, NAME, List.of(folder.toString(), String.valueOf(port), String.valueOf(controllerPort)));
        programs.replace(broker);
        first = Optional.of(broker);
    }

    /** Waits until the first broker answers. */
    void await() throws InterruptedException {
        Programs.await(first.orElseThrow(), READY);
    }

    /** Starts a second broker, node 2 of the cluster, and waits until it answers. */
    Part join() throws IOException, InterruptedException {
        String cluster;
        try (var admin = new KafkaClients(settings()).admin("sandbox")) {
            cluster = admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw new SandboxFailed("the broker does not say which cluster it is", e);
        }
        var name = NAME + "-2";
        var broker = programs.keep(programs.child(
                SECOND,
                name,
                List.of(
                        folder.resolveSibling(name).toString(),
                        String.valueOf(Ports.free(1).getFirst()),
                        String.valueOf(controllerPort),
                        "2",
                        cluster)));
        Programs.await(broker, READY);
        return broker;
    }

    /** Whichever first broker runs at the end is ended. */
    @Override
    public void close() {
        first.ifPresent(ChildProcess::close);
    }
}
