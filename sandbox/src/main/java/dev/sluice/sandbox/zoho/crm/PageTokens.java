package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import tools.jackson.core.JacksonException;

/** Tokens for the page before or after one: each good for a day, for the user and the list it was given for. */
final class PageTokens {

    private static final Duration LIFETIME = Duration.ofHours(24);

    private final InstantSource clock;
    private final String user;

    PageTokens(InstantSource clock, String user) {
        this.clock = clock;
        this.user = user;
    }

    /** What a token says. */
    private record Content(String user, String list, long offset, long expires) {}

    String issue(String list, long offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(new Content(user, list, offset, expiry().getEpochSecond())));
    }

    /** When tokens issued now will have expired. */
    Instant expiry() {
        return clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    }

    /** How many records of that list come before the page a token is for. */
    long offset(String token, String list) {
        Content content = read(token);
        if (clock.instant().getEpochSecond() >= content.expires()) {
            throw CrmRefusal.pageToken("EXPIRED_VALUE", "the given page_token has expired");
        }
        if (!content.user().equals(user) || !content.list().equals(list)) {
            throw CrmRefusal.pageToken(
                    "TOKEN_BOUND_DATA_MISMATCH", "the data bound to the given page_token does not match the request");
        }
        return content.offset();
    }

    private static Content read(String token) {
        try {
            return Json.read(Base64.getUrlDecoder().decode(token), Content.class);
        } catch (IllegalArgumentException | JacksonException e) {
            throw CrmRefusal.pageToken("INVALID_DATA", "the given page_token is invalid");
        }
    }
}
