package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Zoho Projects v3. Filters are silently ignored there, so none is sent; and a hundred requests of one kind in two
 * minutes lock it for half an hour, so few are.
 */
public final class Projects {
    private static final int PER_PAGE = 200;

    private final HttpZohoSession session;
    private final ConnectionSettings settings;

    Projects(HttpZohoSession session, ConnectionSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    private record Portal(String id, ZoneId timeZone) {}

    /** By whose calendar a project is late: as the settings say, or else the portal. */
    public ZoneId timeZone() {
        var set = settings.projectsTimeZone();
        return set == null ? portal().timeZone() : set;
    }

    /** One page of the portal's projects, whatever their state; the first is 1. */
    public Page projects(int page) {
        return list("/projects", "projects", page);
    }

    /** A project's tasks, open and closed. */
    public Page tasks(String projectId) {
        return list("/projects/" + Urls.encode(projectId) + "/tasks", "tasks", 1);
    }

    /** A project's milestones, open and closed. */
    public Page milestones(String projectId) {
        return list("/projects/" + Urls.encode(projectId) + "/milestones", "milestones", 1);
    }

    private Page list(String path, String name, int page) {
        var pathAndQuery =
                "/api/v3/portal/" + Urls.encode(portalId()) + path + "?page=" + page + "&per_page=" + PER_PAGE;
        var reply = session.get(Api.PROJECTS, pathAndQuery, ProjectsReplies::read);
        return ZohoFailures.body(reply, Api.PROJECTS)
                .map(body -> page(body, name))
                .orElse(Page.EMPTY);
    }

    private String portalId() {
        var set = settings.projectsPortal();
        return set == null ? portal().id() : set;
    }

    private Portal portal() {
        return session.learnt(new Learnt.Subject<>("portal of Projects", Portal.class), this::lookUp);
    }

    /** The portal that the settings name, or the default one, or the only one. */
    private Portal lookUp() {
        var rows = ZohoFailures.body(session.get(Api.PROJECTS, "/api/v3/portals", ProjectsReplies::read), Api.PROJECTS)
                .map(body -> Page.of(body.isArray() ? body : body.path("portals"), false))
                .orElse(Page.EMPTY)
                .rows();
        var wanted = settings.projectsPortal();
        Optional<JsonNode> chosen = wanted != null
                ? rows.stream().filter(row -> wanted.equals(id(row))).findFirst()
                : rows.stream()
                        .filter(row -> row.path("is_default_portal")
                                .asBoolean(row.path("is_default").asBoolean(false)))
                        .findFirst()
                        .or(() -> rows.size() == 1 ? Optional.of(rows.getFirst()) : Optional.empty());
        return chosen.map(row -> new Portal(id(row), TimeZones.named(zone(row))))
                .or(() -> Optional.ofNullable(wanted).map(id -> new Portal(id, ZoneOffset.UTC)))
                .orElseThrow(() -> new CallFailed(new Failure.NotPermitted(
                        "Zoho Projects shows this connection no portal to choose. An operator sets zoho."
                                + settings.name() + ".projects-portal to the id of one its user may see.")));
    }

    private static String id(JsonNode row) {
        return Bodies.text(row.path("id"));
    }

    private static JsonNode zone(JsonNode row) {
        return row.has("time_zone") ? row.path("time_zone") : row.path("timezone");
    }

    /** Lists come bare, or under their name with page_info as an object or as an array of one. */
    private static Page page(JsonNode body, String name) {
        var rows = body.isArray() ? body : body.path(name);
        var info = body.path("page_info");
        var next = (info.isArray() ? info.path(0) : info).path("has_next_page");
        return Page.of(rows, next.isMissingNode() ? rows.size() >= PER_PAGE : next.asBoolean(false));
    }
}
