package dev.sluice.gateway.identity;

import dev.sluice.common.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are checked, and what is told of where to get one.
 *
 * @param resource the address of this gateway as its clients know it, such as {@code https://sluice.example/mcp}
 * @param advertise whether clients are told where to get a token; some then ask for one although they have an API key
 * @param leeway by how much the clocks of issuers may differ from this one
 * @param keysRefreshAfter how old an issuer's keys may be before newer ones are looked for
 * @param keysKeepFor how old they may be and still be used, while the issuer cannot be reached
 */
public record OAuthSettings(
        @Nullable URI resource, boolean advertise, Duration leeway, Duration keysRefreshAfter, Duration keysKeepFor) {
    private static final Duration FETCH_WITHIN = Duration.ofSeconds(5);
    private static final Duration FETCH_NOT_MORE_OFTEN_THAN = Duration.ofSeconds(10);
    private static final Duration CHECKED_FOR = Duration.ofSeconds(30);

    public static OAuthSettings read(SettingsReader settings) {
        var read = new OAuthSettings(
                settings.uri("oauth.resource").orElse(null),
                settings.flag("oauth.advertise", false),
                settings.duration("oauth.leeway", Duration.ofSeconds(30)),
                settings.duration("oauth.keys.refresh-after", Duration.ofMinutes(5)),
                settings.duration("oauth.keys.keep-for", Duration.ofHours(4)));
        if (read.advertise() && read.resource() == null) {
            settings.problem("oauth.advertise needs oauth.resource, the address of this gateway as its clients know it,"
                    + " such as https://sluice.example/mcp");
        }
        return read;
    }

    KeySettings keys() {
        return new KeySettings(keysRefreshAfter, keysKeepFor, FETCH_NOT_MORE_OFTEN_THAN);
    }

    Duration fetchWithin() {
        return FETCH_WITHIN;
    }

    Duration checkedFor() {
        return CHECKED_FOR;
    }
}
