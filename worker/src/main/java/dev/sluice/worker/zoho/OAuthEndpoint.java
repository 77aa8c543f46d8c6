package dev.sluice.worker.zoho;

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
        var form = "grant_type=refresh_token&client_id=" + Urls.encode(credentials.clientId()) + "&client_secret="
                + Urls.encode(credentials.clientSecret().reveal()) + "&refresh_token="
                + Urls.encode(credentials.refreshToken().reveal());
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
