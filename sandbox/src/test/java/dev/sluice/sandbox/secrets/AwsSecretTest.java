package dev.sluice.sandbox.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.UnreachableCredentials;
import dev.sluice.worker.credential.UnusableCredentials;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.credential.aws.AwsAccess;
import dev.sluice.worker.credential.aws.AwsSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Credentials in Secrets Manager, read and written by the real AWS SDK. */
final class AwsSecretTest extends CredentialSourceContract {
    private static final String NAME = "sluice/zoho/main";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    Path folder;

    @AutoClose
    private final SecretsManagerDouble secrets = SecretsManagerDouble.start(0, InstantSource.system());

    @BeforeEach
    void identify() throws IOException {
        identify(SecretsManagerDouble.ACCESS_KEY_ID);
    }

    @Override
    AwsSecret source() {
        return new AwsSecret(
                NAME, new AwsAccess(SecretsManagerDouble.REGION, secrets.url(), folder.resolve("aws-credentials")));
    }

    @Override
    void keep(Map<String, String> fields) {
        secrets.put(NAME, new String(Json.bytes(fields), StandardCharsets.UTF_8));
    }

    @Override
    String place() {
        return NAME;
    }

    @Test
    void aSecretThatIsNotThereIsMade() {
        source().store(credentials("1000.first"));

        assertThat(source().read()).isEqualTo(credentials("1000.first"));
        assertThat(source().previous()).isEmpty();
    }

    @Test
    void aNewVersionKeepsTheOneBefore() {
        source().store(credentials("1000.first"));
        source().store(credentials("1000.second"));

        source().store(credentials("1000.third"));

        assertThat(source().read()).isEqualTo(credentials("1000.third"));
        assertThat(source().previous()).contains(credentials("1000.second"));
    }

    @Test
    void whatAwsThrottlesOnceIsAskedAgain() {
        keep(WHOLE);
        secrets.refuse("GetSecretValue", Refusal.THROTTLED, 1);

        assertThat(source().read().clientId()).isEqualTo("1000.A");
        assertThat(secrets.asked()).containsEntry("GetSecretValue", 2);
    }

    @Test
    void whatAwsKeepsRefusingMayWorkLater() {
        keep(WHOLE);
        secrets.refuse("GetSecretValue", Refusal.INTERNAL_ERROR, 10);

        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnreachableCredentials.class)
                .hasMessageContaining("InternalServiceError");
    }

    @Test
    void anIdentityThatMayNotReadItIsToldWhatItNeeds() {
        keep(WHOLE);
        secrets.refuse("GetSecretValue", Refusal.ACCESS_DENIED, 10);

        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnusableCredentials.class)
                .isNotInstanceOf(UnreachableCredentials.class)
                .hasMessageContaining("secretsmanager:GetSecretValue");
    }

    @Test
    void awsCredentialsThatAwsDoesNotKnowAreTold() throws IOException {
        identify("AKIASOMEBODYELSE0000");

        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("AWS credentials of this process");
    }

    @Test
    void aFileOfAwsCredentialsThatIsNotThereIsNamed() throws IOException {
        Files.delete(folder.resolve("aws-credentials"));

        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("aws.credentials-file names " + folder.resolve("aws-credentials"));
    }

    @Test
    void anAddressWhereNobodyAnswersMayWorkLater() {
        secrets.close();

        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnreachableCredentials.class)
                .hasMessageContaining("aws.endpoint");
    }

    @Test
    void theFinestLogShowsNoSecret() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var level = root.getLevel();
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try {
            source().store(credentials("1000.hidden"));
            source().read();
        } finally {
            root.setLevel(level);
            root.detachAppender(log);
        }

        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(
                                event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy())
                        .doesNotContain("1000.hidden", "top-secret", SecretsManagerDouble.SECRET_ACCESS_KEY));
    }

    private void identify(String accessKeyId) throws IOException {
        Files.writeString(
                folder.resolve("aws-credentials"),
                "[default]\naws_access_key_id = " + accessKeyId + "\naws_secret_access_key = "
                        + SecretsManagerDouble.SECRET_ACCESS_KEY + "\n");
    }

    private static ZohoCredentials credentials(String refreshToken) {
        return new ZohoCredentials("1000.A", new Secret("top-secret"), new Secret(refreshToken), DataCentre.AU);
    }
}
