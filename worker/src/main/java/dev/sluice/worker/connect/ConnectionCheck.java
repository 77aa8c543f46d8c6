package dev.sluice.worker.connect;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.declared.DeclaredTool;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.credential.TokenReply;
import dev.sluice.worker.credential.UnusableCredentials;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.tool.DeclaredColumns;
import dev.sluice.worker.zoho.ConnectionSettings;
import dev.sluice.worker.zoho.ZohoProbe;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at one connection: credentials, token, scopes, each API. What cannot be looked at for want of another is skipped. */
final class ConnectionCheck {
    private static final String CREDENTIALS = "credentials";
    private static final String TOKEN = "access token";
    private static final String SCOPES = "scopes";

    private final Report report;
    private final ZohoProbe probe;
    private final Scopes scopes;
    private final List<DeclaredTool> declared;

    ConnectionCheck(Report report, ZohoProbe probe, EnabledTools tools) {
        this.report = report;
        this.probe = probe;
        this.scopes = Scopes.of(tools.all());
        this.declared = tools.declared();
    }

    void run(SettingsReader reader, String name) {
        report.about(name);
        ConnectionSettings connection;
        ZohoCredentials credentials;
        try {
            connection = ConnectionSettings.read(reader, name);
            var problems = reader.takeProblems();
            if (!problems.isEmpty()) {
                problems.forEach(problem -> report.fails("settings", problem));
                return;
            }
            credentials = connection.credentials().read();
        } catch (UnusableCredentials e) {
            report.fails(CREDENTIALS, String.valueOf(e.getMessage()));
            return;
        }
        report.works(CREDENTIALS, "read from " + connection.credentials());
        token(connection, credentials).ifPresent(issued -> {
            scopes(issued);
            var view = probe.with(connection, credentials, issued);
            apis(connection, view);
            declared.forEach(tool -> declared(tool, view));
        });
    }

    private Optional<TokenReply.Issued> token(ConnectionSettings connection, ZohoCredentials credentials) {
        var where = "in the data centre " + connection.dataCentre().shortName();
        return switch (probe.refresh(connection.accounts(), credentials)) {
            case TokenReply.Issued issued -> {
                report.works(TOKEN, "issued " + where + " for " + issued.life().toMinutes() + " minutes");
                yield Optional.of(issued);
            }
            case TokenReply.Throttled _ ->
                failed("Zoho is limiting requests for tokens: too many were made in ten minutes. Workers that have a"
                        + " token go on with it; look again in ten minutes");
            case TokenReply.Refused(TokenReply.Reason reason) ->
                failed(
                        switch (reason) {
                            case REFRESH_TOKEN ->
                                "Zoho " + where
                                        + " does not accept the refresh token: it was revoked, or pushed out by newer"
                                        + " ones, or belongs to another data centre. Run 'worker connect', or correct zoho."
                                        + connection.name() + ".data-centre";
                            case CLIENT ->
                                "Zoho " + where
                                        + " does not know the client id: it is wrong, or belongs to another data centre."
                                        + " Correct zoho." + connection.name()
                                        + ".data-centre, or run 'worker connect'";
                            case CLIENT_SECRET ->
                                "Zoho does not accept the client secret. Correct it where it is kept, or run 'worker connect'";
                            case OTHER -> "Zoho refuses the request for a reason it does not explain";
                        });
            case TokenReply.Unavailable away ->
                failed(connection.accounts() + " could not be used: " + away.why()
                        + ". Check the network, or look again later");
        };
    }

    private Optional<TokenReply.Issued> failed(String why) {
        report.fails(TOKEN, why);
        return Optional.empty();
    }

    private void scopes(TokenReply.Issued issued) {
        if (issued.scopes().isEmpty()) {
            report.skipped(SCOPES, "Zoho does not say which were granted");
            return;
        }
        var missing = scopes.missingFrom(issued.scopes());
        if (missing.isEmpty()) {
            report.works(SCOPES, "all " + scopes.needs().size() + " that the tools need");
        }
        missing.forEach((scope, tools) -> report.fails(
                SCOPES, scope + " is missing, which is for " + String.join(", ", tools) + ". Run 'worker connect'"));
    }

    private void apis(ConnectionSettings connection, ZohoProbe.View view) {
        if (scopes.concern("ZohoCRM")) {
            attempt("Zoho CRM", () -> {
                view.crm();
                return "answers";
            });
        }
        if (scopes.concern("ZohoBooks")) {
            attempt("Zoho Books", () -> {
                var id = chosen(
                        connection,
                        "organisation",
                        "books-organization",
                        connection.booksOrganization(),
                        view.organisations());
                view.books(id);
                return "answers for organisation " + id;
            });
        }
        if (scopes.concern("ZohoProjects")) {
            attempt("Zoho Projects", () -> {
                var id = chosen(connection, "portal", "projects-portal", connection.projectsPortal(), view.portals());
                view.projects(id);
                return "answers for portal " + id;
            });
        }
    }

    /** What it names and the organisation does not have would be told at its first call only. */
    private void declared(DeclaredTool tool, ZohoProbe.View view) {
        attempt("declared tool", () -> {
            var unknown = DeclaredColumns.unknown(tool.query(), view.crmMetadata());
            if (!unknown.isEmpty()) {
                throw new Stopped(tool.name() + " asks for " + String.join(", and for ", unknown) + ". Correct "
                        + tool.queryPlace());
            }
            return tool.name() + " asks for a module and columns there are";
        });
    }

    private void attempt(String product, Supplier<String> question) {
        try {
            report.works(product, question.get());
        } catch (CallFailed e) {
            report.fails(product, e.failure().message());
        } catch (Stopped e) {
            report.fails(product, String.valueOf(e.getMessage()));
        }
    }

    /** The place the settings name, else the only one or the default one, as the tools choose it. */
    private static String chosen(
            ConnectionSettings connection,
            String kind,
            String setting,
            @Nullable String set,
            List<ZohoProbe.Place> there) {
        if (set != null) {
            if (there.stream().noneMatch(place -> place.id().equals(set))) {
                throw new Stopped("it shows this user no " + kind + " " + set + ", which zoho." + connection.name()
                        + "."
                        + setting + " names. It shows "
                        + (there.isEmpty()
                                ? "none"
                                : there.stream().map(ZohoProbe.Place::id).toList()));
            }
            return set;
        }
        return there.stream()
                .filter(place -> place.standard() || there.size() == 1)
                .findFirst()
                .map(ZohoProbe.Place::id)
                .orElseThrow(() -> new Stopped("it shows this user " + there.size()
                        + " of them and no default. Set zoho." + connection.name() + "." + setting));
    }
}
