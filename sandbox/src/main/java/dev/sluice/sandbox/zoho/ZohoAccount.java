package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** What one must know to connect to it at this address, its secrets included. */
    public Map<String, String> connecting(URI url) {
        var connecting = new LinkedHashMap<String, String>();
        connecting.put("url", url.toString());
        connecting.put("clientId", clientId);
        connecting.put("clientSecret", clientSecret);
        connecting.put("refreshToken", refreshToken);
        connecting.put("organizationId", organizationId);
        connecting.put("portalId", portalId);
        return connecting;
    }

    /** Without its secrets, as of anything that may end in a log. */
    @Override
    public String toString() {
        return "ZohoAccount[clientId=" + clientId + ", organizationId=" + organizationId + ", portalId=" + portalId
                + "]";
    }
}
