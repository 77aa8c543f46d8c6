package dev.sluice.worker.credential;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.settings.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Credentials as they are written down, in a file and in a secret alike: a JSON object of {@code client_id},
 * {@code client_secret} and {@code refresh_token}, as Zoho's developer console names them, and of {@code datacenter},
 * which may be missing.
 */
public final class CredentialDocument {
    private CredentialDocument() {}

    /**
     * Reads it.
     *
     * @param where what holds it, as messages name it
     * @throws UnusableCredentials when it is not whole; nothing in it is quoted
     */
    public static ZohoCredentials read(byte[] document, String where) {
        try {
            var json = Json.read(document, JsonNode.class);
            return new ZohoCredentials(
                    required(json, "client_id", where),
                    new Secret(required(json, "client_secret", where)),
                    new Secret(required(json, "refresh_token", where)),
                    dataCentre(json, where).orElse(null));
        } catch (MalformedJson e) {
            throw new UnusableCredentials(where + " is " + e.getMessage());
        }
    }

    public static byte[] write(ZohoCredentials credentials) {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("client_id", credentials.clientId());
        document.put("client_secret", credentials.clientSecret().reveal());
        document.put("refresh_token", credentials.refreshToken().reveal());
        if (credentials.dataCentre() != null) {
            document.put("datacenter", credentials.dataCentre().shortName());
        }
        return Json.bytes(document);
    }

    private static Optional<DataCentre> dataCentre(JsonNode json, String where) {
        var field = json.has("datacenter") ? "datacenter" : "data_centre";
        if (!json.path(field).isString()) {
            return Optional.empty();
        }
        return Optional.of(DataCentre.named(json.path(field).stringValue())
                .orElseThrow(() -> new UnusableCredentials(
                        where + " names a " + field + " that is none of " + DataCentre.names())));
    }

    private static String required(JsonNode json, String field, String where) {
        var value = json.path(field);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw new UnusableCredentials(where + " has no " + field);
        }
        return value.stringValue().strip();
    }
}
