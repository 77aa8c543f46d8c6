package dev.sluice.sandbox.zoho.projects;

import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Claim;
import dev.sluice.sandbox.zoho.limit.LimitName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Projects v3 of one portal. Its lists come in three shapes: projects as a bare array, tasks beside an object about the
 * page, milestones beside an array about it. Filters are accepted and ignored, as they are by Zoho.
 */
public final class ProjectsApi {

    private static final Pattern ID = Pattern.compile("/\\d+");

    private final ProjectsData data;
    private final LegacyProjects legacy;

    public ProjectsApi(ProjectsData data) {
        this.data = data;
        this.legacy = new LegacyProjects(data);
    }

    /** What a request takes from the limits: one of the requests its URL, whatever its ids, may get. */
    public static List<Claim> claims(Request request) {
        String pattern = request.method() + " " + ID.matcher(request.path()).replaceAll("/{id}");
        return List.of(new Claim(LimitName.PROJECTS_URL, pattern, 1));
    }

    /** All scopes a request needs. */
    public static List<String> scopes(Request request) {
        return ProjectsScopes.needed(path(request));
    }

    private static List<String> path(Request request) {
        List<String> segments = request.segments();
        return segments.subList(Math.min(LegacyProjects.concerns(request) ? 1 : 2, segments.size()), segments.size());
    }

    /** Answers a request under {@code /api/v3}, or to what came before it. */
    public Response answer(Request request) {
        if (LegacyProjects.concerns(request)) {
            return legacy.answer(request);
        }
        List<String> path = path(request);
        try {
            if (!request.method().equals("GET")) {
                throw ProjectsRefusal.wrongMethod();
            }
            if (path.equals(List.of("portals"))) {
                return Response.json(200, List.of(portal()));
            }
            if (path.size() < 2
                    || !path.getFirst().equals("portal")
                    || !path.get(1).equals(data.portalId())) {
                throw ProjectsRefusal.unknownUrl();
            }
            return portalWide(path.subList(2, path.size()), request.params());
        } catch (ProjectsRefusal refusal) {
            return refusal.response();
        }
    }

    private Map<String, Object> portal() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", data.portalId());
        row.put("portal_name", data.portalName());
        row.put("is_default_portal", true);
        row.put("time_zone", data.zone().getId());
        return row;
    }

    private Response portalWide(List<String> path, Params params) {
        return switch (path.size()) {
            case 0 -> Response.json(200, portal());
            case 1 ->
                switch (path.getFirst()) {
                    case "projects" -> projects(params);
                    case "tasks" -> tasks(data.projects(), params);
                    case "phases" -> milestones(data.projects(), params);
                    default -> throw ProjectsRefusal.unknownUrl();
                };
            case 2, 3 -> ofProject(path, params);
            default -> throw ProjectsRefusal.unknownUrl();
        };
    }

    private Response ofProject(List<String> path, Params params) {
        if (!path.getFirst().equals("projects")) {
            throw ProjectsRefusal.unknownUrl();
        }
        Project project = data.project(path.get(1)).orElseThrow(ProjectsRefusal::unknownProject);
        if (path.size() == 2) {
            return Response.json(200, ProjectRows.project(project));
        }
        return switch (path.get(2)) {
            case "tasks" -> tasks(List.of(project), params);
            case "milestones", "phases" -> milestones(List.of(project), params);
            default -> throw ProjectsRefusal.unknownUrl();
        };
    }

    private Response projects(Params params) {
        ProjectsPage page = ProjectsPage.of(params);
        return Response.json(
                200, page.of(data.projects()).stream().map(ProjectRows::project).toList());
    }

    private static Response tasks(List<Project> projects, Params params) {
        ProjectsPage page = ProjectsPage.of(params);
        List<Map<String, Object>> all = projects.stream()
                .flatMap(project -> project.tasks().stream().map(task -> ProjectRows.task(task, project)))
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("tasks", page.of(all));
        body.put("page_info", page.info(all.size()));
        return Response.json(200, body);
    }

    private static Response milestones(List<Project> projects, Params params) {
        ProjectsPage page = ProjectsPage.of(params);
        List<Map<String, Object>> all = projects.stream()
                .flatMap(project ->
                        project.milestones().stream().map(milestone -> ProjectRows.milestone(milestone, project)))
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("milestones", page.of(all));
        body.put("page_info", List.of(page.infoInWords(all.size())));
        return Response.json(200, body);
    }
}
