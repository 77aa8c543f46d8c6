package dev.sluice.gateway;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.KafkaAuditTrail;
import dev.sluice.common.call.Incarnation;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.TopicProvisioner;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.gateway.access.AuditedPolicies;
import dev.sluice.gateway.access.InvalidPolicy;
import dev.sluice.gateway.access.LivePolicy;
import dev.sluice.gateway.dispatch.CallDispatcher;
import dev.sluice.gateway.dispatch.ToldArguments;
import dev.sluice.gateway.identity.Authentication;
import dev.sluice.gateway.identity.Authenticator;
import dev.sluice.gateway.identity.BearerAuthenticator;
import dev.sluice.gateway.identity.CertificateAuthenticator;
import dev.sluice.gateway.identity.TokenAuthenticator;
import dev.sluice.gateway.identity.TokenRules;
import dev.sluice.gateway.mcp.HttpServer;
import dev.sluice.gateway.mcp.McpEndpoint;
import dev.sluice.gateway.prompt.PromptCatalog;
import dev.sluice.gateway.refusal.RefusedRequests;
import dev.sluice.gateway.task.Cancellations;
import dev.sluice.gateway.task.KafkaTasks;
import dev.sluice.gateway.tls.TlsFiles;
import dev.sluice.gateway.tls.TlsSettings;
import dev.sluice.gateway.tls.UnusableCertificate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway, put together: MCP in, decisions, calls out to the workers, results back. */
public final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private final Publisher publisher;
    private final KafkaTasks tasks;
    private final Cancellations cancellations;
    private final CallDispatcher dispatcher;
    private final LivePolicy policy;
    private final TokenAuthenticator tokens;
    private final RefusedRequests refused;
    private final HttpServer http;

    private Gateway(
            Publisher publisher,
            KafkaTasks tasks,
            Cancellations cancellations,
            CallDispatcher dispatcher,
            LivePolicy policy,
            TokenAuthenticator tokens,
            RefusedRequests refused,
            HttpServer http) {
        this.publisher = publisher;
        this.tasks = tasks;
        this.cancellations = cancellations;
        this.dispatcher = dispatcher;
        this.policy = policy;
        this.tokens = tokens;
        this.refused = refused;
        this.http = http;
    }

    /** Starts a gateway and returns once it takes calls. */
    public static Gateway start(GatewaySettings settings, Breakdowns breakdowns) throws InterruptedException {
        var declared = DeclaredTools.load(settings.declaredTools());
        var policy = policy(settings, declared.catalog(), declared);
        var tokens = TokenAuthenticator.of(() -> policy.get().tokens(), settings.oauth(), InstantSource.system());
        var bearers = new BearerAuthenticator(() -> policy.get().keys(), tokens);
        return start(
                settings,
                declared.catalog(),
                PromptCatalog.standard(),
                new CertificateAuthenticator(() -> policy.get().certificates(), bearers),
                policy,
                tokens,
                breakdowns);
    }

    /**
     * Starts a gateway that lets everybody in, for tools and prompts that are no company's: what a conformance suite
     * needs, which sends no key. No setting leads here, and it listens on the loopback interface or not at all.
     */
    public static Gateway startOpen(
            GatewaySettings settings,
            ToolCatalog catalog,
            PromptCatalog prompts,
            Principal everybody,
            Breakdowns breakdowns)
            throws InterruptedException {
        if (!settings.mcp().onLoopback()) {
            throw new InvalidSettings(List.of("http.host is " + settings.mcp().host()
                    + ", expected a loopback address: this gateway asks nobody for a key"));
        }
        return start(
                settings,
                catalog,
                prompts,
                _ -> new Authentication.Authenticated(everybody),
                policy(settings, catalog, DeclaredTools.none()),
                TokenAuthenticator.of(TokenRules::none, settings.oauth(), InstantSource.system()),
                breakdowns);
    }

    private static Gateway start(
            GatewaySettings settings,
            ToolCatalog catalog,
            PromptCatalog prompts,
            Authenticator authenticator,
            LivePolicy policy,
            TokenAuthenticator tokens,
            Breakdowns breakdowns)
            throws InterruptedException {
        checkCertificates(settings.mcp().tls());
        var clock = InstantSource.system();
        var incarnation = Incarnation.of("gateway");
        var topics = settings.topics();

        var kafka = new KafkaClients(settings.kafka());
        new TopicProvisioner(kafka, settings.kafka()).provision(topics.all());
        var publisher =
                new Publisher(kafka.producer(incarnation, settings.dispatch().publishing()));
        var audit = new KafkaAuditTrail(publisher, topics.audit(), incarnation, clock);
        if (settings.pseudonyms().isEmpty()) {
            log.atWarn()
                    .log("audit.pseudonym-keys is not set: what people look for and write is left out of the audit"
                            + " trail, and cannot be searched for. 'openssl rand -base64 32' makes a key; set 1:KEY");
        }
        var tasks = new KafkaTasks(
                publisher,
                topics.tasks(),
                topics.cancellations(),
                kafka.reader(incarnation + "-tasks"),
                kafka.reader(incarnation + "-task-results"),
                settings.tasks(),
                clock,
                breakdowns);
        var dispatcher = new CallDispatcher(
                publisher,
                topics.calls(),
                topics.results(),
                kafka.reader(incarnation),
                audit,
                new ToldArguments(settings.pseudonyms()),
                tasks::cancel,
                incarnation,
                clock,
                breakdowns);
        tasks.start();
        dispatcher.start();

        var refused = new RefusedRequests(audit);
        refused.start();
        var auditedPolicies = new AuditedPolicies(audit);
        auditedPolicies.follow(policy.get(), policy.hash());
        policy.onReload(auditedPolicies::reloaded);

        var endpoint = new McpEndpoint(
                settings.mcp(),
                settings.tasks(),
                settings.oauth(),
                catalog,
                prompts,
                authenticator,
                policy,
                dispatcher,
                tasks,
                audit,
                refused,
                incarnation,
                clock);
        var cancellations = new Cancellations(
                kafka.reader(incarnation + "-cancellations"), topics.cancellations(), endpoint::cancelled, breakdowns);
        cancellations.start();
        policy.follow(settings.policyCheckEvery());
        return new Gateway(
                publisher,
                tasks,
                cancellations,
                dispatcher,
                policy,
                tokens,
                refused,
                HttpServer.start(settings.mcp(), endpoint, dispatcher::receiving));
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    /** Takes no more requests, lets those under way end, then leaves. */
    @Override
    public void close() {
        http.close();
        refused.close();
        tokens.close();
        policy.close();
        dispatcher.close();
        cancellations.close();
        tasks.close();
        publisher.close();
    }

    private static LivePolicy policy(GatewaySettings settings, ToolCatalog catalog, DeclaredTools declared) {
        try {
            return new LivePolicy(settings.policyFile(), catalog, declared);
        } catch (InvalidPolicy e) {
            throw new InvalidSettings(e.problems());
        }
    }

    /** Says what is wrong with certificates before anything is started that would have to be stopped again. */
    private static void checkCertificates(@Nullable TlsSettings tls) {
        try {
            if (tls != null) {
                TlsFiles.read(tls);
            }
        } catch (UnusableCertificate e) {
            throw new InvalidSettings(List.of(String.valueOf(e.getMessage())));
        }
    }
}
