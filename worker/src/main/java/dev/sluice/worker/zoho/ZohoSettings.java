package dev.sluice.worker.zoho;

import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.credential.aws.AwsAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How Zoho is asked, and on whose behalf.
 *
 * @param requestTimeout the longest that one request may take, from its first byte to the last of its answer
 * @param connectTimeout the longest that reaching Zoho may take
 * @param maxConnections how many requests may be under way at once
 * @param retryPause how long to wait, at most, before a look that failed is tried again; doubled the second time
 */
public record ZohoSettings(
        List<ConnectionSettings> connections,
        Duration requestTimeout,
        Duration connectTimeout,
        int maxConnections,
        Duration retryPause) {
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    static final int MAX_CONNECTIONS = 256;
    static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    public ZohoSettings {
        connections = List.copyOf(connections);
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(retryPause, "retryPause");
    }

    /** For a program that asks Zoho nothing. */
    public static ZohoSettings none() {
        return new ZohoSettings(List.of(), REQUEST_TIMEOUT, CONNECT_TIMEOUT, MAX_CONNECTIONS, RETRY_PAUSE);
    }

    /** What the connections are called. */
    public static List<String> names(SettingsReader reader) {
        return reader.list("zoho.connections", List.of("main")).stream()
                .distinct()
                .toList();
    }

    public static ZohoSettings read(SettingsReader reader) {
        return read(reader, System.getenv());
    }

    static ZohoSettings read(SettingsReader reader, Map<String, String> environment) {
        var places = new CredentialPlaces(AwsAccess.read(reader), environment);
        var connections = names(reader).stream()
                .map(name -> ConnectionSettings.read(reader, name, places))
                .toList();
        return read(reader, connections);
    }

    /** The rest of the settings, where the connections are known. */
    public static ZohoSettings read(SettingsReader reader, List<ConnectionSettings> connections) {
        return new ZohoSettings(
                connections,
                positive(reader, "zoho.request-timeout", REQUEST_TIMEOUT),
                positive(reader, "zoho.connect-timeout", CONNECT_TIMEOUT),
                reader.integer("zoho.max-connections", MAX_CONNECTIONS, 1, 10_000),
                positive(reader, "zoho.retry-pause", RETRY_PAUSE));
    }

    private static Duration positive(SettingsReader reader, String key, Duration otherwise) {
        var duration = reader.duration(key, otherwise);
        if (duration.isPositive()) {
            return duration;
        }
        reader.problem(key + " must be longer than nothing");
        return otherwise;
    }
}
