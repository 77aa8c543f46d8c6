package dev.sluice.worker.credential.aws;

import dev.sluice.worker.credential.CredentialDocument;
import dev.sluice.worker.credential.CredentialStore;
import dev.sluice.worker.credential.UnusableCredentials;
import dev.sluice.worker.credential.ZohoCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Credentials in a secret of AWS Secrets Manager, as the text of a {@link CredentialDocument}. Its current version is
 * read; the one before it is there for the time of a rotation.
 *
 * @param name the secret's name, or its ARN
 */
public record AwsSecret(String name, AwsAccess access) implements CredentialStore {
    private static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}|arn:[A-Za-z0-9/_+=.@:-]{20,2048}");

    public AwsSecret {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(access, "access");
    }

    /** Whether a secret can be named so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public ZohoCredentials read() {
        return ask("read", client -> CredentialDocument.read(version(client, CURRENT), toString()));
    }

    @Override
    public Optional<ZohoCredentials> previous() {
        return ask("read", client -> {
            try {
                return Optional.of(
                        CredentialDocument.read(version(client, PREVIOUS), this + " (its previous version)"));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** Makes the secret, or a new version of it, which keeps the old one as the previous. */
    @Override
    public void store(ZohoCredentials credentials) {
        var document = new String(CredentialDocument.write(credentials), StandardCharsets.UTF_8);
        ask("written", client -> {
            try {
                return client.putSecretValue(request -> request.secretId(name).secretString(document))
                        .versionId();
            } catch (ResourceNotFoundException e) {
                return client.createSecret(request -> request.name(name)
                                .description("Zoho credentials of Sluice")
                                .secretString(document))
                        .versionId();
            }
        });
    }

    private byte[] version(SecretsManagerClient client, String stage) {
        var answer = client.getSecretValue(request -> request.secretId(name).versionStage(stage));
        return answer.secretString() == null
                ? answer.secretBinary().asByteArray()
                : answer.secretString().getBytes(StandardCharsets.UTF_8);
    }

    private <T> T ask(String done, Function<SecretsManagerClient, T> question) {
        try (var client = access.open()) {
            return question.apply(client);
        } catch (SdkException e) {
            throw explained(e, done);
        }
    }

    private UnusableCredentials explained(SdkException failure, String done) {
        return SecretsManagerFailures.explain(failure, this + " cannot be " + done);
    }

    @Override
    public String toString() {
        return "the secret " + name + " in AWS Secrets Manager";
    }
}
