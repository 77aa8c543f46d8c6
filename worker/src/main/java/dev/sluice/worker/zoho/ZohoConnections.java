package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.credential.AccessTokens;
import dev.sluice.worker.credential.LocalTokenLog;
import dev.sluice.worker.credential.TokenLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Zoho organisations this worker acts for, over one pool of HTTP connections. */
public final class ZohoConnections implements AutoCloseable {
    private final ZohoSettings settings;
    private final ZohoTransport transport;
    private final InstantSource clock;
    private final Map<String, ZohoConnection> connections;

    /** Connections of a process that shares its access tokens with no other. */
    public ZohoConnections(ZohoSettings settings, InstantSource clock) {
        this(settings, new LocalTokenLog(clock), clock);
    }

    /** Connections that share their access tokens with all who read this log. */
    public ZohoConnections(ZohoSettings settings, TokenLog tokens, InstantSource clock) {
        this(settings, tokens, clock, new ApacheTransport(settings.maxConnections(), settings.connectTimeout()));
    }

    ZohoConnections(ZohoSettings settings, TokenLog tokens, InstantSource clock, ZohoTransport transport) {
        this.settings = settings;
        this.transport = transport;
        this.clock = clock;
        var timeout = settings.requestTimeout().compareTo(AccessTokens.ANSWERED) < 0
                ? settings.requestTimeout()
                : AccessTokens.ANSWERED;
        var byName = new LinkedHashMap<String, ZohoConnection>();
        for (var connection : settings.connections()) {
            var endpoint = new OAuthEndpoint(transport, connection.accounts(), timeout);
            byName.put(
                    connection.name(),
                    new ZohoConnection(
                            connection,
                            AccessTokens.follow(tokens, connection.name(), connection.credentials(), endpoint, clock)));
        }
        this.connections = byName;
    }

    /**
     * A session for one invocation; it costs nothing to open and needs no closing.
     *
     * @throws CallFailed when there is no connection of that name
     */
    public ZohoSession session(String connection, Instant deadline) {
        var found = connections.get(connection);
        if (found == null) {
            throw new CallFailed(new Failure.Invalid("This worker has no Zoho connection named " + connection
                    + "; an operator adds it to zoho.connections, or corrects the policy."));
        }
        return new HttpZohoSession(found, transport, settings, clock, deadline);
    }

    @Override
    public void close() {
        transport.close();
    }
}
