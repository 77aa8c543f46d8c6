package dev.sluice.worker.connect;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.credential.CredentialSource;
import dev.sluice.worker.credential.CredentialStore;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.TokenReply;
import dev.sluice.worker.credential.UnusableCredentials;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.credential.aws.AwsAccess;
import dev.sluice.worker.zoho.ConnectionSettings;
import dev.sluice.worker.zoho.CredentialPlaces;
import dev.sluice.worker.zoho.ZohoProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The conversation in which an organisation is connected. Nothing is kept anywhere before the scopes are known. */
final class Connecting {
    private final Dialogue dialogue;
    private final ZohoProbe probe;
    private final SettingsReader settings;
    private final String name;
    private final Scopes scopes;
    private final CredentialPlaces places;

    Connecting(Dialogue dialogue, ZohoProbe probe, SettingsReader settings, String name, Scopes scopes) {
        this.dialogue = dialogue;
        this.probe = probe;
        this.settings = settings;
        this.name = name;
        this.scopes = scopes;
        this.places = new CredentialPlaces(AwsAccess.read(settings), System.getenv());
    }

    /** The organisation in Books and the portal in Projects, as far as they are asked and found. */
    private record Found(
            @Nullable String organisation, @Nullable String portal, boolean everythingAnswers) {}

    /**
     * Leads it to its end.
     *
     * @return whether everything works
     * @throws Stopped when the organisation is not connected
     */
    boolean run() {
        settings.refuseProblems();
        var set = settings.optional(key("data-centre"));
        dialogue.tell("Connecting a Zoho organisation as '%s'.\n".formatted(name));
        var granting = new Granting(
                dialogue, probe, dataCentre -> connection(dataCentre).accounts());
        var dataCentre = set.flatMap(DataCentre::named).orElseGet(granting::askDataCentre);
        instruct(dataCentre);
        var wanted = place();
        var grant = granting.exchange(dataCentre);
        judge(grant.token());
        var place = keep(grant.credentials(), wanted);
        var found = look(grant);
        conclude(grant, place, found);
        return found.everythingAnswers();
    }

    private void instruct(DataCentre dataCentre) {
        dialogue.tell("""
                In the browser, signed in as the Zoho user whose access the tools are to have:
                  1. open %s and choose the Self Client (make it if there is none)
                  2. note its client id and client secret
                  3. under "Generate Code" enter this scope, on one line:

                %s

                  4. choose 10 minutes, describe it as you like, press Create, and choose the organisation and portal
                """.formatted(dataCentre.console(), scopes.list()));
    }

    /** Where the credentials will go; settled before the code is spent. */
    private String place() {
        var set = settings.optional(key("credentials"));
        var place = set.isPresent()
                ? set.get()
                : dialogue.ask("Where to keep the credentials: aws:SECRET or file:/path", "aws:sluice/zoho/" + name);
        while (storeAt(place).isEmpty()) {
            place = anotherPlace();
        }
        return place;
    }

    private String anotherPlace() {
        return dialogue.ask("Another place to keep the credentials: aws:SECRET or file:/path");
    }

    private Optional<CredentialStore> storeAt(String place) {
        try {
            if (places.find(place) instanceof CredentialStore store) {
                return Optional.of(store);
            }
            dialogue.tell("Nothing can be kept in the environment.");
        } catch (IllegalArgumentException e) {
            dialogue.tell("The place %s.".formatted(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /** Zoho leaves scopes out of a grant without a word, when it does not know them or the edition has them not. */
    private void judge(TokenReply.Issued token) {
        if (token.scopes().isEmpty()) {
            dialogue.tell("Granted. Zoho does not say which scopes; the APIs will show.");
            return;
        }
        var missing = scopes.missingFrom(token.scopes());
        if (missing.isEmpty()) {
            dialogue.tell(
                    "Granted, with all %d scopes.".formatted(scopes.needs().size()));
            return;
        }
        dialogue.tell("Granted, but without these scopes:");
        missing.forEach(
                (scope, tools) -> dialogue.tell("  %s, which is for %s".formatted(scope, String.join(", ", tools))));
        if (!dialogue.agrees("Connect all the same? These tools will be refused by Zoho")) {
            throw new Stopped(
                    "scopes are missing. Generate a code with the whole list, in one line, and run this again.");
        }
    }

    /** Keeps the credentials; a place that does not work is asked for anew, for the code is spent. */
    private String keep(ZohoCredentials credentials, String wanted) {
        var place = wanted;
        while (true) {
            var store = storeAt(place);
            try {
                if (store.isPresent()) {
                    store.get().store(credentials);
                    dialogue.tell("Kept in %s.".formatted(store.get()));
                    return place;
                }
            } catch (UnusableCredentials e) {
                dialogue.tell("Not kept: %s.".formatted(String.valueOf(e.getMessage())));
            }
            place = anotherPlace();
        }
    }

    private Found look(Granting.Grant grant) {
        var view = probe.with(connection(grant.dataCentre()), grant.credentials(), grant.token());
        var failures = new ArrayList<String>();
        if (scopes.concern("ZohoCRM")) {
            attempt("Zoho CRM", failures, () -> {
                view.crm();
                return "answers";
            });
        }
        var organisation = Optional.<String>empty();
        if (scopes.concern("ZohoBooks")) {
            organisation = choose("Zoho Books", "organisation", "books-organization", failures, view::organisations);
            organisation.ifPresent(id -> attempt("Zoho Books", failures, () -> {
                view.books(id);
                return "answers for organisation " + id;
            }));
        }
        var portal = Optional.<String>empty();
        if (scopes.concern("ZohoProjects")) {
            portal = choose("Zoho Projects", "portal", "projects-portal", failures, view::portals);
            portal.ifPresent(id -> attempt("Zoho Projects", failures, () -> {
                view.projects(id);
                return "answers for portal " + id;
            }));
        }
        return new Found(organisation.orElse(null), portal.orElse(null), failures.isEmpty());
    }

    private void attempt(String product, List<String> failures, Supplier<String> question) {
        try {
            dialogue.tell("%s %s.".formatted(product, question.get()));
        } catch (CallFailed e) {
            failures.add(product);
            dialogue.tell("%s FAILED: %s".formatted(product, e.failure().message()));
        }
    }

    /** The place that is set, the only one, or the one that is chosen. */
    private Optional<String> choose(
            String product,
            String kind,
            String setting,
            List<String> failures,
            Supplier<List<ZohoProbe.Place>> question) {
        List<ZohoProbe.Place> there;
        try {
            there = question.get();
        } catch (CallFailed e) {
            failures.add(product);
            dialogue.tell("%s FAILED: %s".formatted(product, e.failure().message()));
            return Optional.empty();
        }
        var set = settings.optional(key(setting));
        if (set.isPresent() && there.stream().noneMatch(place -> place.id().equals(set.get()))) {
            dialogue.tell(
                    "%s shows this user no %s %s, which %s names.".formatted(product, kind, set.get(), key(setting)));
        } else if (set.isPresent()) {
            return set;
        }
        if (there.isEmpty()) {
            failures.add(product);
            dialogue.tell("%s FAILED: it shows this user no %s.".formatted(product, kind));
            return Optional.empty();
        }
        if (there.size() == 1) {
            return Optional.of(there.getFirst().id());
        }
        dialogue.tell("%s shows this user more than one %s:".formatted(product, kind));
        there.forEach(place ->
                dialogue.tell("  %s  %s%s".formatted(place.id(), place.name(), place.standard() ? "  (default)" : "")));
        var standard =
                there.stream().filter(ZohoProbe.Place::standard).findFirst().orElse(there.getFirst());
        while (true) {
            var chosen = dialogue.ask("Its id", standard.id());
            if (there.stream().anyMatch(place -> place.id().equals(chosen))) {
                return Optional.of(chosen);
            }
        }
    }

    private void conclude(Granting.Grant grant, String place, Found found) {
        dialogue.tell("\nSettings of the workers:\n");
        setting("zoho.connections", name);
        setting(key("credentials"), place);
        setting(key("data-centre"), grant.dataCentre().shortName());
        if (found.organisation() != null) {
            setting(key("books-organization"), found.organisation());
        }
        if (found.portal() != null) {
            setting(key("projects-portal"), found.portal());
        }
        for (var given :
                List.of("aws.region", "aws.endpoint", "aws.credentials-file", key("url"), key("accounts-url"))) {
            settings.optional(given).ifPresent(value -> setting(given, value));
        }
        dialogue.tell(
                found.everythingAnswers()
                        ? "\nConnected. 'worker check' looks again at any time."
                        : "\nConnected, but not everything answers: mend what FAILED, then run 'worker check'.");
    }

    private void setting(String key, String value) {
        dialogue.tell("%s=%s".formatted(key, value));
    }

    private ConnectionSettings connection(DataCentre dataCentre) {
        CredentialSource nowhere = () -> {
            throw new UnusableCredentials("they are not kept yet");
        };
        return ConnectionSettings.of(settings, name, dataCentre, nowhere);
    }

    private String key(String last) {
        return "zoho." + name + "." + last;
    }
}
