package dev.sluice.sandbox.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker on the loopback interface with its data in one folder; the first of a cluster is its controller. */
public final class KafkaBroker implements AutoCloseable {
    private static final int FIRST = 1;

    private static final String ABORT_EVERY = "transaction.abort.timed.out.transaction.cleanup.interval.ms";

    /**
     * A broker that was killed is let back in when its old session is over, after 9 s. Looking for transactions to abort
     * before, it finds no leader for their partitions, skips these as deleted (so in {@code
     * TransactionMarkerChannelManager}, Kafka 4.3), and whoever reads the offsets in them waits for ever.
     */
    private static final String ABORT_EVERY_RESTARTED = "20000";

    private final KafkaRaftServer server;

    private KafkaBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /** Starts the first of a cluster on a folder, which is formatted when it is new. */
    public static KafkaBroker start(Path folder, int port, int controllerPort) throws IOException {
        return start(folder, FIRST, Uuid.randomUuid().toString(), port, controllerPort);
    }

    /**
     * Starts one more of a cluster.
     *
     * @param node its number there
     * @param controllerPort of the first
     */
    public static KafkaBroker join(Path folder, int node, String cluster, int port, int controllerPort)
            throws IOException {
        return start(folder, node, cluster, port, controllerPort);
    }

    private static KafkaBroker start(Path folder, int node, String cluster, int port, int controllerPort)
            throws IOException {
        var logs = folder.resolve("log");
        var properties = properties(logs, node, port, controllerPort);
        if (Files.exists(logs.resolve("meta.properties"))) {
            properties.put(ABORT_EVERY, ABORT_EVERY_RESTARTED);
        } else {
            format(logs, node, cluster);
        }
        var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path logs, int node, String cluster) throws IOException {
        Files.createDirectories(logs);
        var formatter = new Formatter()
                .setNodeId(node)
                .setClusterId(cluster)
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()));
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IOException("the folder " + logs + " cannot be formatted for Kafka", e);
        }
    }

    private static Properties properties(Path logs, int node, int port, int controllerPort) {
        var properties = new Properties();
        var broker = "BROKER://127.0.0.1:" + port;
        properties.put("process.roles", node == FIRST ? "broker,controller" : "broker");
        properties.put("node.id", String.valueOf(node));
        properties.put("controller.quorum.voters", FIRST + "@127.0.0.1:" + controllerPort);
        properties.put("listeners", node == FIRST ? broker + ",CONTROLLER://127.0.0.1:" + controllerPort : broker);
        properties.put("advertised.listeners", broker);
        properties.put("inter.broker.listener.name", "BROKER");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", logs.toString());
        properties.put("auto.create.topics.enable", "false");

        // One broker keeps the only copy of everything.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");

        // A worker that dies is noticed within seconds; the defaults are 45 s and a heartbeat of 5 s.
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.consumer.min.session.timeout.ms", "2000");
        properties.put("group.consumer.session.timeout.ms", "2500");
        properties.put("group.consumer.min.heartbeat.interval.ms", "300");
        properties.put("group.consumer.heartbeat.interval.ms", "500");

        // The same for the owner of the quota ledger, whose heir also waits until its open transaction is given up.
        properties.put("group.streams.min.session.timeout.ms", "1500");
        properties.put("group.streams.session.timeout.ms", "1500");
        properties.put("group.streams.min.heartbeat.interval.ms", "250");
        properties.put("group.streams.heartbeat.interval.ms", "250");
        properties.put("group.streams.initial.rebalance.delay.ms", "0");
        properties.put("group.streams.assignment.interval.ms", "0");
        properties.put("group.streams.num.standby.replicas", "1");
        properties.put(ABORT_EVERY, "200");

        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        properties.put("log.segment.bytes", String.valueOf(64 << 20));
        return properties;
    }
}
