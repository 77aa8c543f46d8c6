package dev.sluice.common.kafka;

import dev.sluice.common.settings.SettingsReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a program reaches the broker.
 *
 * @param bootstrap {@code host:port} of one or more brokers
 * @param prefix put before every topic and group, so that several Sluices can share a cluster
 * @param replication copies of each topic created
 * @param client further settings of the Kafka clients, such as TLS and SASL; they may hold secrets and are not shown
 */
public record KafkaSettings(String bootstrap, String prefix, int replication, Map<String, String> client) {
    public KafkaSettings {
        client = Map.copyOf(client);
    }

    public static KafkaSettings read(SettingsReader settings) {
        return new KafkaSettings(
                settings.string("kafka.bootstrap", "127.0.0.1:9092"),
                settings.string("kafka.prefix", "sluice."),
                settings.integer("kafka.replication", 1, 1, 10),
                settings.path("kafka.client-properties")
                        .map(path -> clientProperties(path, settings))
                        .orElse(Map.of()));
    }

    private static Map<String, String> clientProperties(Path path, SettingsReader settings) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            settings.problem("kafka.client-properties names " + path + ", which cannot be read: " + e.getMessage());
        }
        var values = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    @Override
    public String toString() {
        return "KafkaSettings[bootstrap=" + bootstrap + ", prefix=" + prefix + ", replication=" + replication
                + ", client=" + client.keySet() + "]";
    }
}
