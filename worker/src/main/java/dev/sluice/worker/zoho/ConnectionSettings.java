package dev.sluice.worker.zoho;

import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.credential.CredentialEnvironment;
import dev.sluice.worker.credential.CredentialSource;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.UnusableCredentials;
import dev.sluice.worker.credential.aws.AwsAccess;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Zoho organisation: who we are to it, and where it answers.
 *
 * @param booksOrganization its id in Books; absent, its default organisation there
 * @param projectsPortal its portal's id in Projects; absent, its default portal there
 * @param projectsTimeZone by whose calendar its projects are late; absent, as the portal says
 * @param accounts where tokens are issued
 * @param crm where CRM answers; absent, where the token endpoint says
 * @param books where Books answers; absent, where the token endpoint says
 * @param projects where Projects answers
 */
public record ConnectionSettings(
        String name,
        DataCentre dataCentre,
        CredentialSource credentials,
        @Nullable String booksOrganization,
        @Nullable String projectsPortal,
        @Nullable ZoneId projectsTimeZone,
        URI accounts,
        @Nullable URI crm,
        @Nullable URI books,
        URI projects) {
    /** What stands for a place that was not named; such settings are refused. */
    private static final CredentialSource NOWHERE = new CredentialEnvironment("", Map.of());

    public ConnectionSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dataCentre, "dataCentre");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(accounts, "accounts");
        Objects.requireNonNull(projects, "projects");
    }

    /** Reads one connection's settings, and its credentials; what is wrong is told to the reader. */
    public static ConnectionSettings read(SettingsReader reader, String name) {
        return read(reader, name, new CredentialPlaces(AwsAccess.read(reader), System.getenv()));
    }

    static ConnectionSettings read(SettingsReader reader, String name, CredentialPlaces places) {
        var prefix = "zoho." + name + ".";
        var source = source(reader, prefix + "credentials", places);
        var dataCentre = dataCentre(reader, prefix + "data-centre", source);
        return of(reader, name, dataCentre, source == null ? NOWHERE : source);
    }

    /** The rest of a connection's settings, where its data centre and its credentials are known. */
    public static ConnectionSettings of(
            SettingsReader reader, String name, DataCentre dataCentre, CredentialSource source) {
        var prefix = "zoho." + name + ".";
        var everywhere = reader.uri(prefix + "url");
        var accounts = reader.uri(prefix + "accounts-url").or(() -> everywhere);
        var crm = reader.uri(prefix + "crm-url").or(() -> everywhere);
        var books = reader.uri(prefix + "books-url").or(() -> everywhere);
        var projects = reader.uri(prefix + "projects-url").or(() -> everywhere);
        return new ConnectionSettings(
                name,
                dataCentre,
                source,
                reader.optional(prefix + "books-organization").orElse(null),
                reader.optional(prefix + "projects-portal").orElse(null),
                zone(reader, prefix + "projects-time-zone"),
                accounts.orElse(dataCentre.accounts()),
                crm.orElse(null),
                books.orElse(null),
                projects.orElse(dataCentre.projects()));
    }

    private static @Nullable CredentialSource source(SettingsReader reader, String key, CredentialPlaces places) {
        var place = reader.required(key, "where the credentials are kept, as " + CredentialPlaces.FORMS);
        if (place.isEmpty()) {
            return null;
        }
        try {
            return places.find(place);
        } catch (IllegalArgumentException e) {
            reader.problem(key + " " + e.getMessage());
            return null;
        }
    }

    /** The data centre that was set or that the credentials name; they must not contradict each other. */
    private static DataCentre dataCentre(SettingsReader reader, String key, @Nullable CredentialSource source) {
        var set = reader.optional(key);
        var named = set.flatMap(DataCentre::named);
        if (set.isPresent() && named.isEmpty()) {
            reader.problem(key + " is '" + set.get() + "', expected one of " + DataCentre.names());
        }
        if (source == null) {
            return named.orElse(DataCentre.US);
        }
        try {
            var issued = Optional.ofNullable(source.read().dataCentre());
            if (set.isEmpty() && issued.isEmpty()) {
                reader.problem(key + " is missing: where the organisation's Zoho is, one of " + DataCentre.names());
            }
            if (named.isPresent() && issued.isPresent() && named.get() != issued.get()) {
                reader.problem(key + " is " + named.get() + ", but the credentials say " + issued.get());
            }
            return named.or(() -> issued).orElse(DataCentre.US);
        } catch (UnusableCredentials e) {
            reader.problem(Objects.requireNonNull(e.getMessage()));
            return named.orElse(DataCentre.US);
        }
    }

    private static @Nullable ZoneId zone(SettingsReader reader, String key) {
        var name = reader.optional(key);
        try {
            return name.map(String::strip).map(ZoneId::of).orElse(null);
        } catch (DateTimeException e) {
            reader.problem(key + " is '" + name.orElse("") + "', expected a time zone such as Australia/Sydney");
            return null;
        }
    }
}
