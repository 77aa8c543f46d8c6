package dev.sluice.worker.zoho;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.AccessTokens;
import dev.sluice.worker.credential.LocalTokenLog;
import dev.sluice.worker.credential.TokenReply;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.quota.Permits;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Asks Zoho what an administrator wants to know of a connection: is it let in, with which scopes, and what is there. */
public final class ZohoProbe implements AutoCloseable {
    private static final int FEW = 4;

    /** One question, tried again included. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ZohoTransport transport;
    private final InstantSource clock;

    private ZohoProbe(ZohoTransport transport, InstantSource clock) {
        this.transport = transport;
        this.clock = clock;
    }

    public static ZohoProbe open(InstantSource clock) {
        return new ZohoProbe(new ApacheTransport(FEW, ZohoSettings.CONNECT_TIMEOUT), clock);
    }

    /** An organisation in Books, or a portal in Projects. */
    public record Place(String id, String name, boolean standard) {}

    /** Exchanges the code of a user's consent for a refresh token, and a first access token. */
    public TokenReply exchange(URI accounts, String clientId, Secret clientSecret, Secret code) {
        return endpoint(accounts).exchange(clientId, clientSecret, code);
    }

    /** Asks for an access token, which counts against the ten that Zoho allows in ten minutes. */
    public TokenReply refresh(URI accounts, ZohoCredentials credentials) {
        return endpoint(accounts).refresh(credentials);
    }

    /** Looks at what a token shows. */
    public View with(ConnectionSettings connection, ZohoCredentials credentials, TokenReply.Issued token) {
        var tokens =
                AccessTokens.follow(new LocalTokenLog(clock), connection.name(), () -> credentials, _ -> token, clock);
        return new View(new ZohoConnection(connection, tokens, clock));
    }

    /** What one connection shows; each question ends with {@code CallFailed} when Zoho refuses it, and says why. */
    public final class View {
        private final ZohoConnection connection;

        private View(ZohoConnection connection) {
            this.connection = connection;
        }

        /** Looks at one contact in CRM. */
        public void crm() {
            ask(Api.CRM, "/crm/v8/Contacts?fields=id&per_page=1", CrmReplies::read);
        }

        /** How the organisation has set CRM up. */
        public CrmMetadata crmMetadata() {
            return session().crm().metadata();
        }

        public List<Place> organisations() {
            return ask(Api.BOOKS, "/books/v3/organizations", BooksReplies::read)
                    .flatMap(body -> body.path("organizations").valueStream())
                    .map(row -> new Place(
                            Bodies.text(row.path("organization_id")),
                            Bodies.message(row.path("name")),
                            row.path("is_default_org").asBoolean(false)))
                    .filter(place -> !place.id().isEmpty())
                    .toList();
        }

        /** Looks at one invoice in Books. */
        public void books(String organisation) {
            ask(
                    Api.BOOKS,
                    "/books/v3/invoices?organization_id=" + Urls.encode(organisation) + "&page=1&per_page=1",
                    BooksReplies::read);
        }

        public List<Place> portals() {
            return ask(Api.PROJECTS, "/api/v3/portals", ProjectsReplies::read)
                    .flatMap(body -> (body.isArray() ? body : body.path("portals")).valueStream())
                    .map(row -> new Place(
                            Bodies.text(row.path("id")),
                            Stream.of("portal_name", "name")
                                    .map(name -> Bodies.message(row.path(name)))
                                    .filter(name -> !name.isEmpty())
                                    .findFirst()
                                    .orElse(""),
                            row.path("is_default_portal").asBoolean(false)
                                    || row.path("default").asBoolean(false)))
                    .filter(place -> !place.id().isEmpty())
                    .toList();
        }

        /** Looks at one project. */
        public void projects(String portal) {
            ask(
                    Api.PROJECTS,
                    "/api/v3/portal/" + Urls.encode(portal) + "/projects?page=1&per_page=1",
                    ProjectsReplies::read);
        }

        private Stream<JsonNode> ask(Api api, String pathAndQuery, ReplyReader reader) {
            return ZohoFailures.body(session().get(api, pathAndQuery, reader), api).stream();
        }

        private HttpZohoSession session() {
            var settings = new ZohoSettings(
                    List.of(connection.settings()),
                    ZohoSettings.REQUEST_TIMEOUT,
                    ZohoSettings.CONNECT_TIMEOUT,
                    FEW,
                    ZohoSettings.RETRY_PAUSE);
            return new HttpZohoSession(
                    connection,
                    transport,
                    settings,
                    clock,
                    clock.instant().plus(PATIENCE),
                    Permits.unmetered(),
                    Claim.NOBODY);
        }
    }

    private OAuthEndpoint endpoint(URI accounts) {
        return new OAuthEndpoint(transport, accounts, ZohoSettings.REQUEST_TIMEOUT);
    }

    @Override
    public void close() {
        transport.close();
    }
}
