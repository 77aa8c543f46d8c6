package dev.sluice.sandbox.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The double, as the real AWS SDK sees it. */
final class SecretsManagerDoubleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00.500Z");

    @AutoClose
    private final SecretsManagerDouble secrets = SecretsManagerDouble.start(0, InstantSource.fixed(NOW));

    @AutoClose
    private final SecretsManagerClient client = SecretsManagerClient.builder()
            .endpointOverride(secrets.url())
            .region(Region.of(SecretsManagerDouble.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    SecretsManagerDouble.ACCESS_KEY_ID, SecretsManagerDouble.SECRET_ACCESS_KEY)))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @Test
    void aSecretIsFoundByNameArnVersionAndStage() {
        var made = client.createSecret(request -> request.name("a/b").secretString("one"));

        assertThat(made.arn())
                .startsWith("arn:aws:secretsmanager:ap-southeast-2:")
                .contains(":secret:a/b-");
        assertThat(client.getSecretValue(request -> request.secretId("a/b")).secretString())
                .isEqualTo("one");
        var byArn = client.getSecretValue(request -> request.secretId(made.arn()));
        assertThat(byArn.versionId()).isEqualTo(made.versionId());
        assertThat(byArn.versionStages()).containsExactly("AWSCURRENT");
        assertThat(byArn.createdDate()).isEqualTo(NOW);
        assertThat(client.getSecretValue(request -> request.secretId("a/b").versionId(made.versionId()))
                        .secretString())
                .isEqualTo("one");
    }

    @Test
    void aNewVersionMovesTheStages() {
        var first = client.createSecret(request -> request.name("a").secretString("one"));
        var second = client.putSecretValue(request -> request.secretId("a").secretString("two"));
        var third = client.putSecretValue(request -> request.secretId("a").secretString("three"));

        var described = client.describeSecret(request -> request.secretId("a"));

        assertThat(described.versionIdsToStages())
                .containsEntry(third.versionId(), List.of("AWSCURRENT"))
                .containsEntry(second.versionId(), List.of("AWSPREVIOUS"))
                .doesNotContainKey(first.versionId());
    }

    @Test
    void aPendingVersionBecomesTheCurrentOneWhenItsStageIsMoved() {
        var first = client.createSecret(request -> request.name("a").secretString("one"));
        var pending = client.putSecretValue(
                request -> request.secretId("a").secretString("two").versionStages("AWSPENDING"));
        assertThat(client.getSecretValue(request -> request.secretId("a")).secretString())
                .isEqualTo("one");

        client.updateSecretVersionStage(request -> request.secretId("a")
                .versionStage("AWSCURRENT")
                .removeFromVersionId(first.versionId())
                .moveToVersionId(pending.versionId()));

        assertThat(client.getSecretValue(request -> request.secretId("a")).secretString())
                .isEqualTo("two");
        assertThat(client.getSecretValue(request -> request.secretId("a").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("one");
    }

    @Test
    void aStageIsNotTakenFromAVersionThatIsNotNamed() {
        client.createSecret(request -> request.name("a").secretString("one"));
        var pending = client.putSecretValue(
                request -> request.secretId("a").secretString("two").versionStages("AWSPENDING"));

        assertThatThrownBy(() -> client.updateSecretVersionStage(request ->
                        request.secretId("a").versionStage("AWSCURRENT").moveToVersionId(pending.versionId())))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aSecretIsMadeOnce() {
        client.createSecret(request -> request.name("a").secretString("one"));

        assertThatThrownBy(
                        () -> client.createSecret(request -> request.name("a").secretString("two")))
                .isInstanceOf(ResourceExistsException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void theSameRequestAgainChangesNothing() {
        var token = "11111111-2222-3333-4444-555555555555";
        client.createSecret(request -> request.name("a").secretString("one"));
        client.putSecretValue(
                request -> request.secretId("a").secretString("two").clientRequestToken(token));

        var again = client.putSecretValue(
                request -> request.secretId("a").secretString("two").clientRequestToken(token));

        assertThat(again.versionId()).isEqualTo(token);
        assertThat(client.describeSecret(request -> request.secretId("a")).versionIdsToStages())
                .hasSize(2);
        assertThatThrownBy(() -> client.putSecretValue(
                        request -> request.secretId("a").secretString("other").clientRequestToken(token)))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        client.createSecret(request -> request.name("a").secretString("one"));

        assertThatThrownBy(() -> client.getSecretValue(request -> request.secretId("b")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() ->
                        client.getSecretValue(request -> request.secretId("a").versionStage("AWSPREVIOUS")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("staging label: AWSPREVIOUS");
    }
}
