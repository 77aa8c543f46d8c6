package dev.sluice.sandbox.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Kafka broker in a process of its own, on free ports. */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration STARTING = Duration.ofMinutes(3);

    private final ChildProcess process;
    private final String address;

    private BrokerProcess(ChildProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one with its files in a folder, and returns once it answers. */
    public static BrokerProcess start(Path folder) throws IOException, InterruptedException {
        var ports = Ports.free(2);
        var process = ChildProcess.start(
                "kafka",
                KafkaBrokerMain.class,
                List.of("-Xms192m", "-Xmx384m"),
                List.of(folder.resolve("kafka").toString(), String.valueOf(ports.get(0)), String.valueOf(ports.get(1))),
                folder.resolve("kafka.log"));
        try {
            process.awaitLine("kafka ready", STARTING);
        } catch (InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
        return new BrokerProcess(process, "127.0.0.1:" + ports.get(0));
    }

    /** Where its clients reach it. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        process.close();
    }
}
