package dev.sluice.auditindexer.index;

import dev.sluice.common.settings.InvalidSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Opens the way to OpenSearch that the settings ask for. */
final class Transports {
    private static final int CONNECTIONS = 16;

    private Transports() {}

    static OpenSearchTransport open(IndexSettings settings) {
        return switch (settings.access()) {
            case IndexSettings.Access.Anonymous _ -> http(settings, new Header[0]);
            case IndexSettings.Access.Basic basic ->
                http(settings, new Header[] {
                    // Not challenged for: a node that asks for no password must not learn it by redirecting.
                    new BasicHeader("Authorization", "Basic " + encoded(basic), true)
                });
            case IndexSettings.Access.Aws aws ->
                aws(
                        settings.urls().getFirst(),
                        aws,
                        UrlConnectionHttpClient.builder()
                                .socketTimeout(settings.requestTimeout())
                                .build());
        };
    }

    private static OpenSearchTransport http(IndexSettings settings, Header[] headers) {
        var hosts = settings.urls().stream().map(Transports::host).toArray(HttpHost[]::new);
        var timeout = Timeout.of(settings.requestTimeout());
        return ApacheHttpClient5TransportBuilder.builder(hosts)
                .setDefaultHeaders(headers)
                .setRequestConfigCallback(config -> config.setResponseTimeout(timeout))
                .setHttpClientConfigCallback(client -> {
                    var connections = PoolingAsyncClientConnectionManagerBuilder.create()
                            .setMaxConnTotal(CONNECTIONS)
                            .setMaxConnPerRoute(CONNECTIONS);
                    settings.certificates()
                            .ifPresent(file -> connections.setTlsStrategy(ClientTlsStrategyBuilder.create()
                                    .setSslContext(trusting(file))
                                    .buildAsync()));
                    return client.setConnectionManager(connections.build()).disableAutomaticRetries();
                })
                .build();
    }

    /** Signs each request with the identity that AWS's own tools would find. */
    static OpenSearchTransport aws(URI url, IndexSettings.Access.Aws aws, SdkHttpClient client) {
        var authority = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
        return new AwsSdk2Transport(
                client,
                authority,
                aws.service(),
                Region.of(aws.region()),
                AwsSdk2TransportOptions.builder().build());
    }

    private static HttpHost host(URI url) {
        return new HttpHost(url.getScheme(), url.getHost(), url.getPort());
    }

    private static String encoded(IndexSettings.Access.Basic basic) {
        var pair = basic.username() + ":" + basic.password().reveal();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static SSLContext trusting(Path file) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSettings(
                    List.of("index.certificates names " + file + ", which holds no certificates in PEM: " + e));
        }
    }
}
