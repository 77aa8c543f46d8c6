package dev.sluice.worker.credential;

import dev.sluice.common.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request to Zoho is authorised by, for about an hour.
 *
 * @param apiDomain where CRM and Books want to be asked with it, when the token endpoint said so
 */
public record AccessToken(Secret value, @Nullable URI apiDomain, Instant issuedAt, Duration life) {
    private static final Duration AHEAD = Duration.ofMinutes(5);

    public AccessToken {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(life, "life");
    }

    boolean usable(Instant now) {
        return now.isBefore(issuedAt.plus(life));
    }

    /** Whether it is time to ask for its successor: some minutes early, but not before half its life is over. */
    boolean ageing(Instant now) {
        var half = life.dividedBy(2);
        return !now.isBefore(issuedAt.plus(life).minus(half.compareTo(AHEAD) < 0 ? half : AHEAD));
    }
}
