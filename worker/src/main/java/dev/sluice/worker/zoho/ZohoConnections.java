package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.credential.AccessTokens;
import dev.sluice.worker.credential.LocalTokenLog;
import dev.sluice.worker.credential.Rotations;
import dev.sluice.worker.credential.TokenLog;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.quota.Permits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Zoho organisations this worker acts for, over one pool of HTTP connections. */
public final class ZohoConnections implements AutoCloseable {
    private final ZohoSettings settings;
    private final ZohoTransport transport;
    private final InstantSource clock;
    private final Permits permits;
    private final Map<String, ZohoConnection> connections;

    /** Connections of a process that shares its access tokens with no other, outside the quota: for a look by hand. */
    public ZohoConnections(ZohoSettings settings, InstantSource clock) {
        this(settings, new LocalTokenLog(clock), Permits.unmetered(), clock);
    }

    /** The same with a quota, whose rotations of credentials are told to nobody. */
    public ZohoConnections(ZohoSettings settings, TokenLog tokens, Permits permits, InstantSource clock) {
        this(settings, tokens, permits, clock, Rotations.UNTOLD);
    }

    /** Connections that share their access tokens with all who read this log, and whose every request needs a permit. */
    public ZohoConnections(
            ZohoSettings settings, TokenLog tokens, Permits permits, InstantSource clock, Rotations rotations) {
        this(
                settings,
                tokens,
                permits,
                clock,
                new ApacheTransport(settings.maxConnections(), settings.connectTimeout()),
                rotations);
    }

    ZohoConnections(
            ZohoSettings settings, TokenLog tokens, Permits permits, InstantSource clock, ZohoTransport transport) {
        this(settings, tokens, permits, clock, transport, Rotations.UNTOLD);
    }

    private ZohoConnections(
            ZohoSettings settings,
            TokenLog tokens,
            Permits permits,
            InstantSource clock,
            ZohoTransport transport,
            Rotations rotations) {
        this.permits = permits;
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
                            AccessTokens.follow(
                                    tokens, connection.name(), connection.credentials(), endpoint, clock, rotations),
                            clock));
        }
        this.connections = byName;
    }

    /**
     * A session for one invocation; it costs nothing to open and needs no closing.
     *
     * @throws CallFailed when there is no connection of that name
     */
    public ZohoSession session(String connection, Instant deadline, Claim claim) {
        var found = connections.get(connection);
        if (found == null) {
            throw new CallFailed(new Failure.Invalid("This worker has no Zoho connection named " + connection
                    + "; an operator adds it to zoho.connections, or corrects the policy."));
        }
        return new HttpZohoSession(found, transport, settings, clock, deadline, permits, claim);
    }

    /** A session on behalf of nobody in particular. */
    public ZohoSession session(String connection, Instant deadline) {
        return session(connection, deadline, Claim.NOBODY);
    }

    @Override
    public void close() {
        transport.close();
    }
}
