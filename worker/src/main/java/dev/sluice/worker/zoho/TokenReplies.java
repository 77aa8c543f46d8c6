package dev.sluice.worker.zoho;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.TokenReply;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Answers of the token endpoint, which tells of refused credentials with HTTP status 200, and of throttling with 400. */
final class TokenReplies {
    private static final Duration USUAL_LIFE = Duration.ofHours(1);

    private TokenReplies() {}

    static TokenReply read(Exchange.Answered answer) {
        var body = Bodies.parse(answer.body());
        var token = Bodies.text(body.path("access_token"));
        if (!token.isEmpty() && answer.status() < 300) {
            var refreshToken = Bodies.text(body.path("refresh_token"));
            return new TokenReply.Issued(
                    new Secret(token),
                    uri(body.path("api_domain")),
                    life(body),
                    refreshToken.isEmpty() ? null : new Secret(refreshToken),
                    scopes(Bodies.text(body.path("scope"))));
        }
        var error = Bodies.text(body.path("error"));
        return switch (error) {
            case "invalid_code", "invalid_grant" -> new TokenReply.Refused(TokenReply.Reason.REFRESH_TOKEN);
            case "invalid_client" -> new TokenReply.Refused(TokenReply.Reason.CLIENT);
            case "invalid_client_secret" -> new TokenReply.Refused(TokenReply.Reason.CLIENT_SECRET);
            // The description is in the region's language, so the word and the status must do.
            case "Access Denied" -> new TokenReply.Throttled();
            default ->
                answer.status() == 429
                        ? new TokenReply.Throttled()
                        : error.isEmpty() || answer.status() >= 500
                                ? new TokenReply.Unavailable("HTTP status " + answer.status(), true)
                                : new TokenReply.Refused(TokenReply.Reason.OTHER);
        };
    }

    /** Seconds; an older form gives milliseconds and says the seconds beside them. */
    private static Duration life(JsonNode body) {
        var seconds = body.has("expires_in_sec") ? body.path("expires_in_sec") : body.path("expires_in");
        long life = seconds.asLong(0);
        return life > 0 && life <= Duration.ofDays(1).toSeconds() ? Duration.ofSeconds(life) : USUAL_LIFE;
    }

    /** With spaces between them, or commas. */
    private static Set<String> scopes(String text) {
        return Pattern.compile("[\\s,]+")
                .splitAsStream(text)
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable URI uri(JsonNode node) {
        try {
            var text = Bodies.text(node);
            return text.isEmpty() ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
