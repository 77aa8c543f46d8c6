package dev.sluice.worker.zoho;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.TokenEndpoint;
import dev.sluice.worker.credential.TokenReply;
import dev.sluice.worker.credential.ZohoCredentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Zoho's token endpoint: secrets go into the form, never into the URL. */
final class OAuthEndpoint implements TokenEndpoint {
    private final ZohoTransport transport;
    private final URI address;
    private final Duration timeout;

    OAuthEndpoint(ZohoTransport transport, URI accounts, Duration timeout) {
        this.transport = transport;
        this.address = Urls.resolve(accounts, "/oauth/v2/token");
        this.timeout = timeout;
    }

    @Override
    public TokenReply refresh(ZohoCredentials credentials) {
        return ask("refresh_token", credentials.clientId(), credentials.clientSecret(), credentials.refreshToken());
    }

    /** Exchanges the code that a user's consent gave, which is good once and for some minutes. */
    TokenReply exchange(String clientId, Secret clientSecret, Secret code) {
        return ask("code", clientId, clientSecret, code);
    }

    private TokenReply ask(String kind, String clientId, Secret clientSecret, Secret given) {
        var form = "grant_type=" + (kind.equals("code") ? "authorization_code" : kind) + "&client_id="
                + Urls.encode(clientId) + "&client_secret=" + Urls.encode(clientSecret.reveal()) + "&" + kind + "="
                + Urls.encode(given.reveal());
        var request = new ZohoRequest(
                ZohoRequest.Method.POST,
                address,
                null,
                new ZohoRequest.Body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII)));
        return switch (transport.send(request, timeout)) {
            case Exchange.Answered answer -> TokenReplies.read(answer);
            case Exchange.NotSent notSent -> new TokenReply.Unavailable(notSent.why(), false);
            case Exchange.Unanswered unanswered -> new TokenReply.Unavailable(unanswered.why(), true);
        };
    }
}
