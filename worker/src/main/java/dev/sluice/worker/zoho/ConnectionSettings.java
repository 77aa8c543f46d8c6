package dev.sluice.worker.zoho;

import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.credential.CredentialEnvironment;
import dev.sluice.worker.credential.CredentialFile;
import dev.sluice.worker.credential.CredentialSource;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.UnusableCredentials;
import java.net.URI;
import java.nio.file.Path;
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
    public ConnectionSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dataCentre, "dataCentre");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(accounts, "accounts");
        Objects.requireNonNull(projects, "projects");
    }

    static ConnectionSettings read(SettingsReader reader, String name, Map<String, String> environment) {
        var prefix = "zoho." + name + ".";
        var everywhere = reader.uri(prefix + "url");
        var accounts = reader.uri(prefix + "accounts-url").or(() -> everywhere);
        var crm = reader.uri(prefix + "crm-url").or(() -> everywhere);
        var books = reader.uri(prefix + "books-url").or(() -> everywhere);
        var projects = reader.uri(prefix + "projects-url").or(() -> everywhere);
        var source = source(reader, prefix + "credentials", environment);
        var dataCentre = dataCentre(reader, prefix + "data-centre", source);
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

    private static CredentialSource source(SettingsReader reader, String key, Map<String, String> environment) {
        var where = reader.required(key, "where the OAuth client is kept, as file:/path or env:PREFIX");
        if (where.startsWith("file:") && where.length() > "file:".length()) {
            return new CredentialFile(Path.of(where.substring("file:".length())));
        }
        if (!where.isEmpty() && !where.startsWith("env:")) {
            reader.problem(key + " is not of the form file:/path or env:PREFIX");
        }
        return new CredentialEnvironment(where.substring(Math.min(where.length(), "env:".length())), environment);
    }

    /** The data centre that was set or that the credentials name; they must not contradict each other. */
    private static DataCentre dataCentre(SettingsReader reader, String key, CredentialSource source) {
        var set = reader.optional(key);
        var named = set.flatMap(DataCentre::named);
        if (set.isPresent() && named.isEmpty()) {
            reader.problem(key + " is '" + set.get() + "', expected one of " + DataCentre.names());
        }
        var issued = issuedIn(reader, source);
        if (named.isPresent() && issued.isPresent() && named.get() != issued.get()) {
            reader.problem(key + " is " + named.get() + ", but the credentials say " + issued.get());
        }
        return named.or(() -> issued).orElse(DataCentre.US);
    }

    private static Optional<DataCentre> issuedIn(SettingsReader reader, CredentialSource source) {
        try {
            return Optional.ofNullable(source.read().dataCentre());
        } catch (UnusableCredentials e) {
            reader.problem(Objects.requireNonNull(e.getMessage()));
            return Optional.empty();
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
