package dev.sluice.worker.credential.aws;

import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.credential.UnusableCredentials;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * How AWS Secrets Manager is reached. What is not set is found as AWS's own tools find it: in the environment, the
 * profile, or what the machine or the container is given.
 *
 * @param region such as {@code ap-southeast-2}
 * @param endpoint another address than the region's, such as that of a private endpoint
 * @param credentialsFile a file of AWS credentials, with a default profile
 */
public record AwsAccess(
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable Path credentialsFile) {
    private static final Duration ATTEMPT = Duration.ofSeconds(4);

    /** Retries of what was throttled or lost included. */
    private static final Duration CALL = Duration.ofSeconds(10);

    public static AwsAccess read(SettingsReader settings) {
        return new AwsAccess(
                settings.optional("aws.region").map(String::strip).orElse(null),
                settings.uri("aws.endpoint").orElse(null),
                settings.path("aws.credentials-file").orElse(null));
    }

    /** Opens a client for a few requests; it keeps no threads and no connections. */
    SecretsManagerClient open() {
        var builder = SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(ATTEMPT))
                .overrideConfiguration(
                        timeouts -> timeouts.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL))
                .credentialsProvider(identity());
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private AwsCredentialsProvider identity() {
        if (credentialsFile == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        if (!Files.isReadable(credentialsFile)) {
            throw new UnusableCredentials(
                    "aws.credentials-file names " + credentialsFile + ", which is not a file that can be read");
        }
        return ProfileCredentialsProvider.builder()
                .profileFile(ProfileFile.builder()
                        .content(credentialsFile)
                        .type(ProfileFile.Type.CREDENTIALS)
                        .build())
                .build();
    }
}
