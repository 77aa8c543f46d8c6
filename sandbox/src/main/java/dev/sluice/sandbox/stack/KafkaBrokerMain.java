package dev.sluice.sandbox.stack;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs a broker as a process of its own, so that it can be killed like one: with a folder, its port and the controller's;
 * one that joins a cluster, with its number and the cluster's id besides.
 */
public final class KafkaBrokerMain {
    private static final int ALONE = 3;

    private KafkaBrokerMain() {}

    public static void main(String... arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int controllerPort = Integer.parseInt(arguments[2]);
        var broker = arguments.length == ALONE
                ? KafkaBroker.start(folder, port, controllerPort)
                : KafkaBroker.join(folder, Integer.parseInt(arguments[3]), arguments[4], port, controllerPort);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.err.println("kafka ready");
    }
}
