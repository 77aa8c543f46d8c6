package dev.sluice.worker.credential;

import dev.sluice.common.settings.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Zoho organisation has given us to act in its name.
 *
 * @param dataCentre where they were issued, when their source says so
 */
public record ZohoCredentials(
        String clientId,
        Secret clientSecret,
        Secret refreshToken,
        @Nullable DataCentre dataCentre) {
    public ZohoCredentials {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
        Objects.requireNonNull(refreshToken, "refreshToken");
    }
}
