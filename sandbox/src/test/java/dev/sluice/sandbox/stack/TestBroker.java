package dev.sluice.sandbox.stack;

import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A real broker inside the JVM of the tests. */
public final class TestBroker implements AutoCloseable {
    private final KafkaBroker broker;
    private final String bootstrap;

    private TestBroker(KafkaBroker broker, String bootstrap) {
        this.broker = broker;
        this.bootstrap = bootstrap;
    }

    public static TestBroker start(Path folder) throws IOException {
        var ports = Ports.free(2);
        return new TestBroker(KafkaBroker.start(folder, ports.get(0), ports.get(1)), "127.0.0.1:" + ports.get(0));
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** How a Sluice reaches it that shares it with others. */
    public KafkaSettings settings(String prefix) {
        return new KafkaSettings(bootstrap, prefix, 1, Map.of());
    }

    public KafkaClients clients(String prefix) {
        return new KafkaClients(settings(prefix));
    }

    @Override
    public void close() {
        broker.close();
    }
}
