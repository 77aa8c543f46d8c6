package dev.sluice.worker.credential;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Credentials in a JSON file that only its owner may read, with the names Zoho's developer console gives them:
 * {@code client_id}, {@code client_secret}, {@code refresh_token}, and {@code data_centre} if wanted.
 */
public record CredentialFile(Path path) implements CredentialSource {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @Override
    public ZohoCredentials read() {
        try {
            refuseIfOthersMayRead();
            var json = Json.read(Files.readAllBytes(path), JsonNode.class);
            return new ZohoCredentials(
                    required(json, "client_id"),
                    new Secret(required(json, "client_secret")),
                    new Secret(required(json, "refresh_token")),
                    dataCentre(json).orElse(null));
        } catch (MalformedJson e) {
            throw new UnusableCredentials("the credentials file " + path + " is " + e.getMessage());
        } catch (IOException e) {
            throw new UnusableCredentials("the credentials file " + path + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    private void refuseIfOthersMayRead() throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw new UnusableCredentials(
                    "the credentials file " + path + " may be used by others than its owner; run: chmod 600 " + path);
        }
    }

    private Optional<DataCentre> dataCentre(JsonNode json) {
        if (!json.path("data_centre").isString()) {
            return Optional.empty();
        }
        var name = json.path("data_centre").stringValue();
        return Optional.of(DataCentre.named(name)
                .orElseThrow(() -> new UnusableCredentials("the credentials file " + path
                        + " names a data_centre that is none of " + DataCentre.names())));
    }

    private String required(JsonNode json, String field) {
        var value = json.path(field);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw new UnusableCredentials("the credentials file " + path + " has no " + field);
        }
        return value.stringValue().strip();
    }
}
