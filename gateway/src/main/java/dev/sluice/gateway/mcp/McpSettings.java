package dev.sluice.gateway.mcp;

import dev.sluice.common.settings.SettingsReader;
import dev.sluice.gateway.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the front door listens and how long it waits.
 *
 * @param host the address to listen on
 * @param port the port, or 0 for any that is free
 * @param answerWithin how long a client is kept waiting for an answer; the usual clients give up after 60 s
 * @param carryOutWithin how long a call may take at all; its caller may have stopped waiting long before
 * @param maxBodyBytes the largest request that is read
 * @param allowedHosts the names under which clients may address the gateway, beside those of loopback where it listens
 *     there; {@code *} is any
 * @param allowedOrigins the web origins whose pages may call, each {@code https://host} or {@code https://host:port}
 * @param idleTimeout how long a connection may be silent, and how long a request may take to arrive
 * @param drain how long calls under way may take to end when the gateway stops
 * @param tls how it speaks TLS; absent, it does not
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
        Duration drain,
        @Nullable TlsSettings tls) {
    /** Longer than any of Zoho's short windows: a call that comes as one is used up still has its turn in the next. */
    private static final Duration CARRIED_OUT_WITHIN = Duration.ofSeconds(150);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private static final String ANY = "*";

    public McpSettings {
        allowedHosts =
                allowedHosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        allowedOrigins = allowedOrigins.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .toList();
    }

    public static McpSettings read(SettingsReader settings) {
        var read = new McpSettings(
                settings.string("http.host", "127.0.0.1"),
                settings.integer("http.port", 8080, 0, 65_535),
                settings.duration("mcp.answer-within", Duration.ofSeconds(45)),
                settings.duration("mcp.carry-out-within", CARRIED_OUT_WITHIN),
                settings.integer("http.max-body-bytes", 1 << 20, 1 << 10, 1 << 26),
                settings.list("http.allowed-hosts", List.of()),
                settings.list("http.allowed-origins", List.of()),
                settings.duration("http.idle-timeout", Duration.ofSeconds(60)),
                settings.duration("http.drain", Duration.ofSeconds(10)),
                TlsSettings.read(settings).orElse(null));
        if (!read.onLoopback() && read.allowedHosts().isEmpty()) {
            settings.problem(
                    "http.allowed-hosts is missing: http.host is '" + read.host() + "', where other machines reach"
                            + " the gateway; list the names under which clients address it, with commas between, or * for any");
        }
        return read;
    }

    /** Whether clients may address the gateway by this name, which is in lower case. */
    boolean allowsHost(String name) {
        return allowedHosts.contains(name) || allowedHosts.contains(ANY) || (onLoopback() && isLoopback(name));
    }

    /** Whether only this machine reaches it. */
    public boolean onLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String name) {
        return LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
    }
}
