package dev.sluice.sandbox.zoho.projects;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** All that a portal holds. */
public record ProjectsData(String portalId, String portalName, ZoneId zone, List<Project> projects) {

    public ProjectsData {
        projects = List.copyOf(projects);
    }

    public Optional<Project> project(String id) {
        return projects.stream().filter(project -> project.id().equals(id)).findFirst();
    }
}
