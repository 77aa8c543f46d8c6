package dev.sluice.worker.zoho;

import dev.sluice.worker.credential.CredentialEnvironment;
import dev.sluice.worker.credential.CredentialFile;
import dev.sluice.worker.credential.CredentialSource;
import dev.sluice.worker.credential.aws.AwsAccess;
import dev.sluice.worker.credential.aws.AwsSecret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The places where credentials may be kept, as settings write them: {@code aws:SECRET}, {@code file:/path}, {@code env:PREFIX}. */
public record CredentialPlaces(AwsAccess aws, Map<String, String> environment) {
    public static final String FORMS = "aws:SECRET, file:/path or env:PREFIX";

    public CredentialPlaces {
        Objects.requireNonNull(aws, "aws");
        environment = Map.copyOf(environment);
    }

    /**
     * The place that a text names; nothing is read there yet.
     *
     * @throws IllegalArgumentException when it names none; the message does not quote it, for it may be a secret
     */
    public CredentialSource find(String text) {
        var kind = text.substring(0, text.indexOf(':') + 1);
        var place = text.substring(kind.length()).strip();
        if (place.isEmpty()) {
            throw new IllegalArgumentException("is not of the form " + FORMS);
        }
        return switch (kind) {
            case "aws:" -> {
                if (!AwsSecret.isName(place)) {
                    throw new IllegalArgumentException(
                            "names no secret that AWS can have: letters, digits and /_+=.@- may be in its name");
                }
                yield new AwsSecret(place, aws);
            }
            case "file:" -> new CredentialFile(Path.of(place));
            case "env:" -> new CredentialEnvironment(place, environment);
            default -> throw new IllegalArgumentException("is not of the form " + FORMS);
        };
    }
}
