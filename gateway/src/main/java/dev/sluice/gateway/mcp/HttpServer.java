package dev.sluice.gateway.mcp;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: MCP, and whether the gateway is alive and ready. Started at once, stopped by {@link #close}. */
public final class HttpServer implements AutoCloseable {
    /** Enough for the acceptor, the selectors and what keeps them company; requests have virtual threads. */
    private static final int PLATFORM_THREADS = 16;

    private static final long SHUTDOWN_IDLE_MILLIS = 100;
    private static final int MAX_HEADER_BYTES = 8 << 10;

    /** Connections made and not yet accepted; the kernel has a limit of its own, often 4096. */
    private static final int MOST_UNACCEPTED = 4096;

    private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DOWN = "{\"status\":\"not ready\"}".getBytes(StandardCharsets.UTF_8);

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;
    private final @Nullable TlsListener tls;

    private HttpServer(Javalin javalin, @Nullable TlsListener tls) {
        this.javalin = javalin;
        this.tls = tls;
    }

    /**
     * Starts to listen.
     *
     * @param ready whether calls can be taken, asked at each {@code GET /health/ready}
     */
    public static HttpServer start(McpSettings settings, McpEndpoint endpoint, BooleanSupplier ready) {
        var tls = settings.tls() == null ? null : new TlsListener(settings.tls());
        var javalin = Javalin.create(config -> {
            tune(config, settings, tls);
            ErrorAnswers.mount(config);
            endpoint.mount(config);
            config.routes.get("/health/live", ctx -> HttpAnswer.send(ctx, 200, UP));
            config.routes.get("/health/ready", ctx -> {
                boolean up = ready.getAsBoolean();
                HttpAnswer.send(ctx, up ? 200 : 503, up ? UP : DOWN);
            });
        });
        return new HttpServer(javalin.start(), tls);
    }

    /** The port it listens on, whichever that is when the settings say 0. */
    public int port() {
        return javalin.port();
    }

    /** Takes no more requests, gives those under way some time to end, and stops. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            // It has stopped all the same; what was under way lives on in Kafka, only its callers are not told.
            log.atWarn().setCause(e).log("stopped while calls were still under way");
        } finally {
            if (tls != null) {
                tls.close();
            }
        }
    }

    private static void tune(JavalinConfig config, McpSettings settings, @Nullable TlsListener tls) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Answers are small and the agents near: compressing them would cost more time than it saves.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JsonErrorHandler());
            server.setStopTimeout(settings.drain().toMillis());
            server.insertHandler(new GracefulHandler());
            // It would cut everybody's idle timeout by the number of free threads, which says nothing here.
            server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JsonErrorHandler()));
        config.jetty.modifyHttpConfiguration(HttpServer::tune);
        config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    }

    /** Selectors stay on platform threads, since a selector that blocks holds a carrier thread for good. */
    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-request-", 0).factory()));
        return threads;
    }

    private static void tune(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        // Jetty's cache of header fields takes about 100 KB a connection: 5,000 waiting callers fill 512 MB with it.
        http.setHeaderCacheSize(0);
        // Javalin lets ambiguous paths through; no path here has a reason to be one.
        http.setUriCompliance(UriCompliance.DEFAULT);
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, McpSettings settings, @Nullable TlsListener tls) {
        var requests = new HttpConnectionFactory(http);
        var connector = tls == null
                ? new ServerConnector(server, requests)
                : new ServerConnector(server, tls.open(http), requests);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        // The JDK's 50 is full at once when a fleet of agents comes back together; the others get in a second later or
        // more.
        connector.setAcceptQueueSize(MOST_UNACCEPTED);
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        // Of the connections that carry no call when the gateway stops.
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        return connector;
    }
}
