package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.worker.credential.DataCentre;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ZohoSettingsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("Z_CLIENT_ID", "1000.A", "Z_CLIENT_SECRET", "s", "Z_REFRESH_TOKEN", "r");

    @Test
    void theDefaults() {
        var settings = read(Map.of("zoho.main.credentials", "env:Z", "zoho.main.data-centre", "eu"));

        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.maxConnections()).isEqualTo(256);
        assertThat(settings.retryPause()).isEqualTo(Duration.ofMillis(200));
        var main = settings.connections().getFirst();
        assertThat(main.name()).isEqualTo("main");
        assertThat(main.dataCentre()).isEqualTo(DataCentre.EU);
        assertThat(main.accounts()).isEqualTo(DataCentre.EU.accounts());
        assertThat(main.projects()).isEqualTo(DataCentre.EU.projects());
        assertThat(main.crm()).isNull();
        assertThat(main.books()).isNull();
        assertThat(main.booksOrganization()).isNull();
        assertThat(main.projectsPortal()).isNull();
        assertThat(main.projectsTimeZone()).isNull();
    }

    @Test
    void everyKey() {
        var values = new LinkedHashMap<String, String>();
        values.put("zoho.connections", "acme");
        values.put("zoho.request-timeout", "5s");
        values.put("zoho.connect-timeout", "1s");
        values.put("zoho.max-connections", "8");
        values.put("zoho.retry-pause", "50ms");
        values.put("zoho.acme.credentials", "env:Z");
        values.put("zoho.acme.data-centre", "AU");
        values.put("zoho.acme.books-organization", "10");
        values.put("zoho.acme.projects-portal", "42");
        values.put("zoho.acme.projects-time-zone", "Australia/Sydney");
        values.put("zoho.acme.url", "http://localhost:1");
        values.put("zoho.acme.accounts-url", "http://localhost:2");
        values.put("zoho.acme.crm-url", "http://localhost:3");
        values.put("zoho.acme.books-url", "http://localhost:4");
        values.put("zoho.acme.projects-url", "http://localhost:5");

        var settings = read(values);

        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.maxConnections()).isEqualTo(8);
        assertThat(settings.retryPause()).isEqualTo(Duration.ofMillis(50));
        var acme = settings.connections().getFirst();
        assertThat(acme.booksOrganization()).isEqualTo("10");
        assertThat(acme.projectsPortal()).isEqualTo("42");
        assertThat(acme.projectsTimeZone()).isEqualTo(ZoneId.of("Australia/Sydney"));
        assertThat(acme.accounts()).isEqualTo(URI.create("http://localhost:2"));
        assertThat(acme.crm()).isEqualTo(URI.create("http://localhost:3"));
        assertThat(acme.books()).isEqualTo(URI.create("http://localhost:4"));
        assertThat(acme.projects()).isEqualTo(URI.create("http://localhost:5"));
    }

    @Test
    void oneAddressMayStandForAll() {
        var main = read(Map.of(
                        "zoho.main.credentials", "env:Z",
                        "zoho.main.data-centre", "in",
                        "zoho.main.url", "http://localhost:1"))
                .connections()
                .getFirst();

        assertThat(main.accounts()).isEqualTo(main.projects()).isEqualTo(URI.create("http://localhost:1"));
        assertThat(main.crm()).isEqualTo(main.books()).isEqualTo(URI.create("http://localhost:1"));
    }

    @Test
    void allProblemsAreToldAtOnceAndNoSecret() {
        var reader = new SettingsReader(SettingsSource.of(Map.of(
                "zoho.connections", "a,b,c",
                "zoho.a.data-centre", "moon",
                "zoho.b.credentials", "top-secret",
                "zoho.c.credentials", "env:NOBODY",
                "zoho.c.projects-time-zone", "Moon/Crater",
                "zoho.request-timeout", "0s")));
        ZohoSettings.read(reader, ENVIRONMENT);

        var invalid = catchThrowableOfType(InvalidSettings.class, reader::finish);

        assertThat(invalid.problems())
                .anyMatch(problem -> problem.startsWith("zoho.a.credentials is missing"))
                .anyMatch(problem -> problem.startsWith("zoho.a.data-centre is 'moon', expected one of us, eu"))
                .anyMatch(problem -> problem.startsWith("zoho.b.credentials is not of the form"))
                .anyMatch(problem -> problem.contains("NOBODY_CLIENT_ID"))
                .anyMatch(problem -> problem.startsWith("zoho.c.projects-time-zone"))
                .anyMatch(problem -> problem.startsWith("zoho.request-timeout"))
                .noneMatch(problem -> problem.contains("top-secret"));
    }

    @Test
    void aDataCentreThatNobodyNamesIsNotGuessed() {
        var reader = new SettingsReader(SettingsSource.of(Map.of("zoho.main.credentials", "env:Z")));
        ZohoSettings.read(reader, ENVIRONMENT);

        var invalid = catchThrowableOfType(InvalidSettings.class, reader::finish);

        assertThat(invalid.problems()).singleElement().asString().startsWith("zoho.main.data-centre is missing");
    }

    @Test
    void aSecretIsNamedAsAwsAllows() {
        var reader = new SettingsReader(
                SettingsSource.of(Map.of("zoho.main.credentials", "aws:sluice/zo ho", "zoho.main.data-centre", "eu")));
        ZohoSettings.read(reader, ENVIRONMENT);

        var invalid = catchThrowableOfType(InvalidSettings.class, reader::finish);

        assertThat(invalid.problems()).singleElement().asString().contains("names no secret that AWS can have");
    }

    @Test
    void aDataCentreThatContradictsTheCredentialsIsAProblem() {
        var environment = new LinkedHashMap<>(ENVIRONMENT);
        environment.put("Z_DATA_CENTRE", "au");
        var reader = new SettingsReader(
                SettingsSource.of(Map.of("zoho.main.credentials", "env:Z", "zoho.main.data-centre", "eu")));
        ZohoSettings.read(reader, environment);

        var invalid = catchThrowableOfType(InvalidSettings.class, reader::finish);

        assertThat(invalid.problems()).singleElement().asString().contains("EU").contains("AU");
    }

    private static ZohoSettings read(Map<String, String> values) {
        var reader = new SettingsReader(SettingsSource.of(values));
        var settings = ZohoSettings.read(reader, ENVIRONMENT);
        reader.finish();
        return settings;
    }
}
