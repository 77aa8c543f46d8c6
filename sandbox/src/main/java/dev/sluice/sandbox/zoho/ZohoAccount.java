package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** What a client needs to connect: credentials, and the ids of the organisation in Books and of the portal. */
public record ZohoAccount(
        String clientId, String clientSecret, String refreshToken, String organizationId, String portalId) {

    /** As the text of a secret that workers read their credentials from. */
    public String asSecret(String dataCenter) {
        var secret = new LinkedHashMap<String, String>();
        secret.put("client_id", clientId);
        secret.put("client_secret", clientSecret);
        secret.put("refresh_token", refreshToken);
        secret.put("datacenter", dataCenter);
        return new String(Json.write(secret), StandardCharsets.UTF_8);
    }

    /** Without its secrets, as of anything that may end in a log. */
    @Override
    public String toString() {
        return "ZohoAccount[clientId=" + clientId + ", organizationId=" + organizationId + ", portalId=" + portalId
                + "]";
    }
}
