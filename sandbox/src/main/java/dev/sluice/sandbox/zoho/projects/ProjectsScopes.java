package dev.sluice.sandbox.zoho.projects;

import java.util.List;

/** Which scopes requests to Projects need. */
final class ProjectsScopes {

    private ProjectsScopes() {}

    /** The scopes of an address, told apart by what comes after {@code /api/v3}; none where there is nothing. */
    static List<String> needed(List<String> path) {
        String last = path.stream()
                .filter(part -> !part.chars().allMatch(Character::isDigit))
                .reduce("", (_, part) -> part);
        return switch (last) {
            case "portals", "portal" -> List.of("ZohoProjects.portals.READ");
            case "projects" -> List.of("ZohoProjects.projects.READ");
            case "tasks" -> List.of("ZohoProjects.tasks.READ");
            case "milestones", "phases" -> List.of("ZohoProjects.milestones.READ");
            default -> List.of();
        };
    }
}
