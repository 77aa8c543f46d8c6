package dev.sluice.sandbox.zoho.projects;

import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is left of Projects before v3: its portals, which clients still ask for. Ids there are others than in v3. */
final class LegacyProjects {

    private static final String PREFIX = "/restapi/";

    private final ProjectsData data;

    LegacyProjects(ProjectsData data) {
        this.data = data;
    }

    static boolean concerns(Request request) {
        return request.path().startsWith(PREFIX);
    }

    Response answer(Request request) {
        List<String> path = request.segments().subList(1, request.segments().size());
        boolean portals = !path.isEmpty() && path.getFirst().equals("portals") && path.size() < 3;
        boolean known =
                path.size() < 2 || path.get(1).equals(legacyId()) || path.get(1).equals(data.portalId());
        if (!request.method().equals("GET") || !portals || !known) {
            return Response.json(404, Map.of("error", Map.of("code", 6504, "message", "Resource Not Found")));
        }
        return Response.json(200, Map.of("portals", List.of(portal())));
    }

    private Map<String, Object> portal() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", Long.parseLong(legacyId()));
        row.put("id_string", legacyId());
        row.put("name", data.portalName());
        row.put("default", true);
        row.put("role", "admin");
        row.put("plan", "Premium");
        row.put("settings", Map.of("time_zone", data.zone().getId(), "date_format", "dd-MM-yyyy"));
        row.put("project_count", Map.of("active", data.projects().size()));
        return row;
    }

    private String legacyId() {
        return Long.toString(Long.parseLong(data.portalId()) + 1);
    }
}
