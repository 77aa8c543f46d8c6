package dev.sluice.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;

/** An authorization server on a free port: it publishes keys, and signs what it is asked to. */
@NullMarked
public final class TestIssuer implements AutoCloseable {
    public static final String AUDIENCE = "https://sluice.example/mcp";
    public static final String KEYS = "/realm/keys";

    private final HttpServer server;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private TestIssuer(HttpServer server) {
        this.server = server;
    }

    public static TestIssuer open() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var issuer = new TestIssuer(server);
            server.createContext("/", issuer::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    public String keysUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + KEYS;
    }

    public static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public void publish(JWK... keys) {
        publish(KEYS, 200, new JWKSet(List.of(keys)).toString());
    }

    void publish(String path, int status, String body) {
        documents.put(path, new Document(status, body));
    }

    /** From now on nobody is answered, until it opens again. */
    void hang() {
        gate = new CountDownLatch(1);
    }

    void answerAgain() {
        gate.countDown();
    }

    /** How often anything was asked for. */
    int asked() {
        return asked.get();
    }

    /** Claims of a good token. */
    public JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .audience(AUDIENCE)
                .subject("user-1")
                .claim("client_id", "reporting")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    public static String sign(JWK key, JWTClaimsSet claims) {
        var algorithm = key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
        return sign(key, claims, header -> header.type(new JOSEObjectType("at+jwt")), algorithm);
    }

    static String sign(JWK key, JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header, JWSAlgorithm algorithm) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
            var jwt = new SignedJWT(
                    header.apply(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()))
                            .build(),
                    claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        answerAgain();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            gate.await();
            var document =
                    documents.getOrDefault(exchange.getRequestURI().getPath(), new Document(404, "nothing here"));
            var body = document.body().getBytes(StandardCharsets.UTF_8);
            if (document.status() == 302) {
                exchange.getResponseHeaders().set("Location", document.body());
            }
            exchange.sendResponseHeaders(document.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Document(int status, String body) {}
}
