package dev.sluice.worker.credential;

import dev.sluice.common.settings.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials in environment variables: {@code PREFIX_CLIENT_ID}, {@code PREFIX_CLIENT_SECRET},
 * {@code PREFIX_REFRESH_TOKEN}, and {@code PREFIX_DATA_CENTRE} if wanted.
 */
public final class CredentialEnvironment implements CredentialSource {
    private final String prefix;
    private final Map<String, String> environment;

    public CredentialEnvironment(String prefix, Map<String, String> environment) {
        this.prefix = prefix;
        this.environment = environment;
    }

    @Override
    public ZohoCredentials read() {
        return new ZohoCredentials(
                required("_CLIENT_ID"),
                new Secret(required("_CLIENT_SECRET")),
                new Secret(required("_REFRESH_TOKEN")),
                find("_DATA_CENTRE")
                        .map(name -> DataCentre.named(name)
                                .orElseThrow(() -> new UnusableCredentials("the environment variable " + prefix
                                        + "_DATA_CENTRE is none of " + DataCentre.names())))
                        .orElse(null));
    }

    private String required(String suffix) {
        return find(suffix)
                .orElseThrow(
                        () -> new UnusableCredentials("the environment variable " + prefix + suffix + " is missing"));
    }

    private Optional<String> find(String suffix) {
        return Optional.ofNullable(environment.get(prefix + suffix))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "CredentialEnvironment[" + prefix + "]";
    }
}
