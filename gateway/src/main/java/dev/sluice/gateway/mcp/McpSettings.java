package dev.sluice.gateway.mcp;

import dev.sluice.common.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the front door listens and how long it waits.
 *
 * @param host the address to listen on
 * @param port the port, or 0 for any that is free
 * @param answerWithin how long a client is kept waiting for an answer; the usual clients give up after 60 s
 * @param carryOutWithin how long a call may take at all; its caller may have stopped waiting long before
 * @param maxBodyBytes the largest request that is read
 * @param allowedHosts the names under which clients may address the gateway; none is any, unless it listens on loopback
 * @param allowedOrigins the web origins whose pages may call, each {@code https://host} or {@code https://host:port}
 * @param idleTimeout how long a connection may be silent, and how long a request may take to arrive
 * @param drain how long calls under way may take to end when the gateway stops
 */
public record McpSettings(
        String host,
        int port,
        Duration answerWithin,
        Duration carryOutWithin,
        int maxBodyBytes,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        Duration idleTimeout,
        Duration drain) {
    /** Longer than any of Zoho's short windows: a call that comes as one is used up still has its turn in the next. */
    private static final Duration CARRIED_OUT_WITHIN = Duration.ofSeconds(150);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    public McpSettings {
        allowedHosts =
                allowedHosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        allowedOrigins = allowedOrigins.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .toList();
    }

    public static McpSettings read(SettingsReader settings) {
        return new McpSettings(
                settings.string("http.host", "127.0.0.1"),
                settings.integer("http.port", 8080, 0, 65_535),
                settings.duration("mcp.answer-within", Duration.ofSeconds(45)),
                settings.duration("mcp.carry-out-within", CARRIED_OUT_WITHIN),
                settings.integer("http.max-body-bytes", 1 << 20, 1 << 10, 1 << 26),
                settings.list("http.allowed-hosts", List.of()),
                settings.list("http.allowed-origins", List.of()),
                settings.duration("http.idle-timeout", Duration.ofSeconds(60)),
                settings.duration("http.drain", Duration.ofSeconds(10)));
    }

    /** Whether only this machine reaches it. */
    public boolean onLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String name) {
        return LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
    }
}
