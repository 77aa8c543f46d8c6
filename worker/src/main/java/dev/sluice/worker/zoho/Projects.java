package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.ZoneId;
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

    /** By whose calendar a project is late. */
    public ZoneId timeZone() {
        return settings.projectsTimeZone();
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
        var pathAndQuery = "/api/v3/portal/" + Urls.encode(portal()) + path + "?page=" + page + "&per_page=" + PER_PAGE;
        var reply = session.get(Api.PROJECTS, pathAndQuery, ProjectsReplies::read);
        return ZohoFailures.body(reply, Api.PROJECTS)
                .map(body -> page(body, name))
                .orElse(Page.EMPTY);
    }

    private String portal() {
        return Optional.ofNullable(settings.projectsPortal())
                .orElseThrow(() -> new CallFailed(
                        new Failure.NotPermitted("This connection has no Zoho Projects portal. An operator sets zoho."
                                + settings.name() + ".projects-portal to its id.")));
    }

    /** Lists come bare, or under their name with page_info as an object or as an array of one. */
    private static Page page(JsonNode body, String name) {
        var rows = body.isArray() ? body : body.path(name);
        var info = body.path("page_info");
        var next = (info.isArray() ? info.path(0) : info).path("has_next_page");
        return Page.of(rows, next.isMissingNode() ? rows.size() >= PER_PAGE : next.asBoolean(false));
    }
}
