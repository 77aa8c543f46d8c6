package dev.sluice.sandbox.stack;

import java.io.IOException;
import java.nio.file.Path;

/** Runs a broker as a process of its own, so that it can be killed like one. */
public final class KafkaBrokerMain {
    private KafkaBrokerMain() {}

    public static void main(String... arguments) throws IOException {
        var broker = KafkaBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.err.println("kafka ready");
    }
}
