package dev.sluice.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    @Test
    void aMissingValueIsItsDefault() {
        var reader = new SettingsReader(SettingsSource.of(Map.of()));

        assertThat(reader.integer("http.port", 7700, 0, 65535)).isEqualTo(7700);
        assertThat(reader.duration("http.idle", Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var reader = new SettingsReader(SettingsSource.of(
                Map.of("http.port", "seventy", "http.idle", "soon", "kafka.bootsrap", "x", "flag", "yes")));

        reader.integer("http.port", 7700, 0, 65535);
        reader.duration("http.idle", Duration.ofSeconds(30));
        reader.string("kafka.bootstrap", "");
        reader.flag("flag", false);
        reader.required("policy.file", "the path of policy.yaml");

        assertThatThrownBy(reader::finish)
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.problems())
                                .containsExactlyInAnyOrder(
                                        "http.port is 'seventy', expected a whole number from 0 to 65535",
                                        "http.idle is 'soon', expected a length of time such as 250ms, 45s, 10m or 24h",
                                        "flag is 'yes', expected true or false",
                                        "policy.file is missing: the path of policy.yaml",
                                        "kafka.bootsrap is not a setting; did you mean kafka.bootstrap?"));
    }

    @Test
    void anAssignmentWinsOverTheEnvironment() {
        var reader = new SettingsReader(SettingsSource.gather(
                Optional.empty(),
                Map.of("SLUICE_HTTP_PORT", "1", "SLUICE_HTTP_MAX_BODY", "5", "PATH", "/bin"),
                List.of("http.port=2")));

        assertThat(reader.integer("http.port", 0, 0, 9)).isEqualTo(2);
        assertThat(reader.integer("http.max-body", 0, 0, 9)).isEqualTo(5);
        reader.finish();
    }

    @Test
    void anAreaOfOthersIsNotLookedAt() {
        var reader = new SettingsReader(SettingsSource.gather(
                Optional.empty(), Map.of("SLUICE_ZOHO_MAIN_URL", "x"), List.of("zoho.main.url=y", "zohos=z")));

        assertThatThrownBy(() -> reader.finishBut(List.of("zoho.")))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.problems()).containsExactly("zohos is not a setting"));
    }

    @Test
    void problemsThatWereTakenAreToldOnce() {
        var reader = new SettingsReader(SettingsSource.of(Map.of("flag", "yes")));
        reader.flag("flag", false);

        assertThat(reader.takeProblems()).containsExactly("flag is 'yes', expected true or false");

        reader.finish();
    }

    @Test
    void anUnknownEnvironmentVariableOfOursIsAProblem() {
        var reader =
                new SettingsReader(SettingsSource.gather(Optional.empty(), Map.of("SLUICE_HTTP_PROT", "1"), List.of()));

        assertThatThrownBy(reader::finish).hasMessageContaining("SLUICE_HTTP_PROT is not a setting");
    }

    @Test
    void aSecretIsNeverShown() {
        var secret = new Secret("s3cr3t");

        assertThat(secret.toString()).doesNotContain("s3cr3t");
        assertThat(secret).isEqualTo(new Secret("s3cr3t")).isNotEqualTo(new Secret("other"));
        assertThat(secret.reveal()).isEqualTo("s3cr3t");
    }
}
