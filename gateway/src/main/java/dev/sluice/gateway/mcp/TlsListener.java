package dev.sluice.gateway.mcp;

import dev.sluice.gateway.tls.TlsFiles;
import dev.sluice.gateway.tls.TlsSettings;
import dev.sluice.gateway.tls.UnusableCertificate;
import dev.sluice.gateway.watch.FileWatch;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS for the listener. Certificates that were renewed are taken up while it runs, for new connections; files that cannot be
 * used are told of, and the ones before stay in use.
 */
final class TlsListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TlsListener.class);

    private final TlsSettings settings;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final FileWatch watch;

    TlsListener(TlsSettings settings) {
        this.settings = settings;
        this.watch = new FileWatch("certificates", settings.files(), this::renew);
    }

    /**
     * What makes a connection of bytes one of TLS.
     *
     * @param http is told to tell requests what certificate came with their connection
     */
    SslConnectionFactory open(HttpConfiguration http) {
        // Under which names the gateway may be addressed is a setting, and seen to by RequestGuard.
        http.addCustomizer(new SecureRequestCustomizer(false));
        switch (settings.clientCertificates()) {
            case NONE -> {}
            case WANTED -> context.setWantClientAuth(true);
            case REQUIRED -> context.setNeedClientAuth(true);
        }
        use(TlsFiles.read(settings), context);
        watch.start(settings.checkEvery());
        return new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString());
    }

    @Override
    public void close() {
        watch.close();
    }

    private static void use(TlsFiles files, SslContextFactory context) {
        context.setKeyStore(files.identity());
        context.setKeyStorePassword(TlsFiles.PASSWORD);
        context.setTrustStore(files.authorities());
    }

    private void renew() {
        try {
            var files = TlsFiles.read(settings);
            context.reload(renewed -> use(files, renewed));
            log.atInfo()
                    .addKeyValue("expires", files.certificate().getNotAfter().toInstant())
                    .log("the certificate of the listener was renewed");
        } catch (UnusableCertificate e) {
            log.atError()
                    .addKeyValue("error", e.getMessage())
                    .log("the new certificate of the listener cannot be used; the one before stays");
        } catch (Exception e) {
            log.atError().setCause(e).log("the new certificate of the listener cannot be used; the one before stays");
        }
    }
}
