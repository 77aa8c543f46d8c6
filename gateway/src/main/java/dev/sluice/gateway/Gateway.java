package dev.sluice.gateway;

import dev.sluice.common.audit.KafkaAuditTrail;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.TopicProvisioner;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.gateway.access.AccessPolicy;
import dev.sluice.gateway.access.InvalidPolicy;
import dev.sluice.gateway.dispatch.CallDispatcher;
import dev.sluice.gateway.identity.ApiKeyAuthenticator;
import dev.sluice.gateway.mcp.HttpServer;
import dev.sluice.gateway.mcp.McpEndpoint;
import java.nio.file.Path;
import java.time.InstantSource;

/** A gateway, put together: MCP in, decisions, calls out to the workers, results back. */
public final class Gateway implements AutoCloseable {
    private final Publisher publisher;
    private final CallDispatcher dispatcher;
    private final HttpServer http;

    private Gateway(Publisher publisher, CallDispatcher dispatcher, HttpServer http) {
        this.publisher = publisher;
        this.dispatcher = dispatcher;
        this.http = http;
    }

    /** Starts a gateway and returns once it takes calls. */
    public static Gateway start(GatewaySettings settings, Breakdowns breakdowns) throws InterruptedException {
        var clock = InstantSource.system();
        var incarnation = Incarnation.of("gateway");
        var declared = DeclaredTools.load(settings.declaredTools());
        var catalog = declared.catalog();
        var topics = settings.topics();
        var policy = policy(settings.policyFile(), declared);

        var kafka = new KafkaClients(settings.kafka());
        new TopicProvisioner(kafka, settings.kafka()).provision(topics.all());
        var publisher =
                new Publisher(kafka.producer(incarnation, settings.dispatch().publishing()));
        var audit = new KafkaAuditTrail(publisher, topics.audit(), incarnation, clock);
        var dispatcher = new CallDispatcher(
                publisher,
                topics.calls(),
                topics.results(),
                kafka.reader(incarnation),
                audit,
                incarnation,
                clock,
                breakdowns);
        dispatcher.start();

        var authenticator = new ApiKeyAuthenticator(policy::keys);
        var endpoint = new McpEndpoint(settings.mcp(), catalog, authenticator, () -> policy, dispatcher, audit, clock);
        return new Gateway(publisher, dispatcher, HttpServer.start(settings.mcp(), endpoint, dispatcher::receiving));
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    /** Takes no more requests, lets those under way end, then leaves. */
    @Override
    public void close() {
        http.close();
        dispatcher.close();
        publisher.close();
    }

    private static AccessPolicy policy(Path file, DeclaredTools declared) {
        try {
            return AccessPolicy.load(file, declared);
        } catch (InvalidPolicy e) {
            throw new InvalidSettings(e.problems());
        }
    }
}
