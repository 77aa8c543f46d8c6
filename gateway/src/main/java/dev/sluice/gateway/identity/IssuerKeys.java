package dev.sluice.gateway.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of one issuer. They are renewed beside the requests that use them, and at once for a token whose key is
 * not among them, but never more often than is set: who floods the gateway with invented keys neither makes it flood the
 * issuer nor keeps the known keys from being used. While the issuer is away, its last keys stay in use for a time.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    private final TokenIssuer issuer;
    private final KeySettings settings;
    private final IssuerDocuments documents;
    private final InstantSource clock;

    private final Executor threads =
            task -> Thread.ofVirtual().name("issuer-keys").start(task);

    private volatile @Nullable Known known;
    private @Nullable Instant looked;
    private CompletableFuture<Void> look = CompletableFuture.completedFuture(null);

    IssuerKeys(TokenIssuer issuer, KeySettings settings, IssuerDocuments documents, InstantSource clock) {
        this.issuer = issuer;
        this.settings = settings;
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        var found = selector.select(usable());
        if (found.isEmpty()) {
            renew().join();
            found = selector.select(usable());
        }
        return found;
    }

    private JWKSet usable() throws KeySourceException {
        var now = clock.instant();
        var keys = known;
        if (keys == null || keys.olderThan(settings.keepFor(), now)) {
            renew().join();
            keys = known;
            if (keys == null || keys.olderThan(settings.keepFor(), now)) {
                throw new KeySourceException("the keys of issuer " + issuer.name() + " cannot be had");
            }
        } else if (keys.olderThan(settings.refreshAfter(), now)) {
            var _ = renew();
        }
        return keys.set();
    }

    /** One look at a time, and after it none for a while. */
    private synchronized CompletableFuture<Void> renew() {
        var now = clock.instant();
        boolean soon = looked != null && now.isBefore(looked.plus(settings.notMoreOftenThan()));
        if (look.isDone() && !soon) {
            looked = now;
            look = CompletableFuture.runAsync(this::fetch, threads);
        }
        return look;
    }

    private void fetch() {
        try {
            var keys = documents.keys(issuer);
            known = new Known(keys, clock.instant());
            log.atDebug()
                    .addKeyValue("issuer", issuer.name())
                    .addKeyValue("keys", keys.size())
                    .log("an issuer's keys were renewed");
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("issuer", issuer.name())
                    .addKeyValue("error", e.getMessage())
                    .log("an issuer's keys cannot be had; the last ones stay in use for a while");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Known(JWKSet set, Instant at) {
        boolean olderThan(Duration age, Instant now) {
            return now.isAfter(at.plus(age));
        }
    }
}
