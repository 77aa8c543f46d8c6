package dev.sluice.worker.zoho;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends by Apache HttpClient, blocking, over a pool of kept connections; TLS is checked as the JDK does by default.
 * See docs/decisions/002-http-client.md.
 */
final class ApacheTransport implements ZohoTransport {
    /** Far more than 200 rows of anything take. */
    private static final int LARGEST_BODY = 4 * 1024 * 1024;

    /**
     * A connection idle for a while may be closed at the other end: found out before a request is sent on it, that
     * costs a reconnect, found out after, a write in doubt. The look costs about a millisecond.
     */
    private static final Duration CHECKED_AFTER = Duration.ofSeconds(1);

    private static final String SENT = "sluice.sent";
    private static final String MAY_LEAVE = "sluice.may-leave";

    private final CloseableHttpClient client;
    private final Timekeeper timekeeper;

    ApacheTransport(int maxConnections, Duration connectTimeout) {
        this(maxConnections, connectTimeout, CHECKED_AFTER);
    }

    ApacheTransport(int maxConnections, Duration connectTimeout, Duration checkedAfter) {
        var connectionConfig = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                .setValidateAfterInactivity(TimeValue.of(checkedAfter))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(maxConnections)
                        .setMaxConnPerRoute(maxConnections)
                        .setDefaultConnectionConfig(connectionConfig)
                        .setConnectionFactory(DiscreetConnection::open)
                        .build())
                // From here on a request may have reached Zoho.
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), SENT, (request, scope, chain) -> {
                    if (scope.clientContext.getAttribute(MAY_LEAVE) instanceof BooleanSupplier mayLeave
                            && !mayLeave.getAsBoolean()) {
                        throw new ConnectionClosedException("not sent: its permit had ended");
                    }
                    scope.clientContext.setAttribute(SENT, true);
                    return chain.proceed(request, scope);
                })
                .setUserAgent("Sluice")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
        this.timekeeper = Timekeeper.started();
    }

    @Override
    public Exchange send(ZohoRequest request, Duration timeout) {
        return send(request, timeout, () -> true);
    }

    @Override
    public Exchange send(ZohoRequest request, Duration timeout, BooleanSupplier mayLeave) {
        var context = HttpClientContext.create();
        context.setAttribute(MAY_LEAVE, mayLeave);
        var message = message(request, timeout);
        // The client's own timeouts bound each wait for bytes, not their sum.
        try (var watch = timekeeper.watch(timeout, message::cancel)) {
            try {
                return client.execute(message, context, ApacheTransport::read);
            } catch (IOException | IllegalStateException e) {
                var why = watch.late() ? "no answer in time" : describe(e);
                return context.getAttribute(SENT) == null ? new Exchange.NotSent(why) : new Exchange.Unanswered(why);
            }
        }
    }

    private static HttpUriRequestBase message(ZohoRequest request, Duration timeout) {
        var message = new HttpUriRequestBase(request.method().name(), request.uri());
        message.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .build());
        message.setHeader("Accept", "application/json");
        if (request.token() != null) {
            message.setHeader(
                    "Authorization", "Zoho-oauthtoken " + request.token().reveal());
        }
        var body = request.body();
        if (body != null) {
            message.setHeader("Content-Type", body.contentType());
            message.setEntity(new ByteArrayEntity(body.bytes(), null));
        }
        return message;
    }

    private static Exchange read(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        byte[] body = {};
        if (entity != null) {
            try (var in = entity.getContent()) {
                body = in.readNBytes(LARGEST_BODY);
                if (in.read() >= 0) {
                    throw new IOException("an answer of more than 4 MiB");
                }
            }
        }
        return new Exchange.Answered(
                response.getCode(),
                body,
                value(response.getFirstHeader("Retry-After")),
                value(response.getFirstHeader("X-API-CREDITS-REMAINING")));
    }

    private static @Nullable String value(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }

    /** What went wrong, without what was asked: a client's message may quote the address. */
    private static String describe(Exception e) {
        return switch (e) {
            case UnknownHostException _ -> "its address is unknown";
            case ConnectException _ -> "the connection was refused";
            case ConnectTimeoutException _ -> "it could not be reached in time";
            case ConnectionRequestTimeoutException _ -> "all connections to it are in use";
            case SocketTimeoutException _ -> "no answer in time";
            case SSLException _ -> "its identity could not be verified";
            default -> "the connection broke";
        };
    }

    @Override
    public void close() {
        timekeeper.close();
        client.close(CloseMode.IMMEDIATE);
    }
}
