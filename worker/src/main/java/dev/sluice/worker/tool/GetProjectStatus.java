package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How are the projects going, and which are behind schedule? At most three requests for the list of projects, and two for
 * each of the thirty looked into: Zoho has no list of tasks across projects, and a hundred requests of one kind in two
 * minutes lock the portal, so one question may spend less than a third of them. The list alone tells which projects are
 * past their end; so those whose state only their milestones and tasks can tell are looked into first.
 */
final class GetProjectStatus implements Tool {
    private static final int MOST_LOOKED_INTO = 30;
    private static final int MOST_LISTED = 50;

    private static final Comparator<JsonNode> SOONEST_END_FIRST =
            Comparator.comparing(ProjectStatus::endDate, Comparator.nullsLast(Comparator.naturalOrder()));

    private final InstantSource clock;

    GetProjectStatus(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "get_project_status";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        var projects = zoho.projects();
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, projects.timeZone());
        var filter = arguments.path("status_filter").asString("active");

        var listed = ProjectStatus.list(projects);
        var matching = listed.rows().stream()
                .filter(row -> named(row, Fields.text(arguments.path("project_name"))))
                .filter(row -> filter.equals("all") || !ProjectStatus.completed(row))
                .sorted(SOONEST_END_FIRST)
                .toList();
        var toLookInto = matching.stream()
                .filter(row -> !ProjectStatus.nothingToLookInto(row))
                .sorted(Comparator.comparing(row -> ProjectStatus.pastItsEnd(row, today)))
                .limit(MOST_LOOKED_INTO)
                .toList();
        var statuses = new IdentityHashMap<JsonNode, ProjectStatus>();
        ProjectStatus.lookInto(toLookInto, projects, today).forEach(status -> statuses.put(status.project(), status));
        var all = matching.stream()
                .map(row -> statuses.getOrDefault(row, ProjectStatus.atAGlance(row, today)))
                .toList();
        var told = all.stream()
                .filter(status -> !filter.equals("overdue") || status.behindSchedule())
                .toList();
        long notLookedInto = all.stream().filter(status -> !status.lookedInto()).count();

        var answer = Json.mapper().createObjectNode();
        var entries = answer.putArray("projects");
        var records = new ArrayList<RecordRef>();
        told.stream().limit(MOST_LISTED).forEach(status -> status.writeTo(entries.addObject(), records));
        answer.put("matching", all.size())
                .put(
                        "behind_schedule",
                        all.stream().filter(ProjectStatus::behindSchedule).count())
                .put("not_looked_into", notLookedInto)
                .put("left_out", told.size() - entries.size())
                .put("truncated", listed.more() || notLookedInto > 0 || told.size() > entries.size())
                .put("time_zone", projects.timeZone().getId())
                .put("as_of", Fields.asOf(now));
        return new Answer(answer, records);
    }

    private static boolean named(JsonNode row, @Nullable String part) {
        var name = Fields.text(row.path("name"));
        return part == null || (name != null && name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String text(ObjectNode structured) {
        var projects = structured.path("projects");
        var prose = new Prose();
        prose.line(projects.isEmpty() ? "No project matches." : Prose.count(projects.size(), "project") + ".");
        int notLookedInto = structured.path("not_looked_into").asInt(0);
        if (notLookedInto > 0) {
            prose.part(" " + Prose.count(notLookedInto, "matching project")
                    + " judged by the end date alone, since more match than are looked into; a project_name narrows"
                    + " them down");
        }
        int leftOut = structured.path("left_out").asInt(0);
        if (leftOut > 0) {
            prose.part(" " + Prose.count(leftOut, "more project") + " not listed");
        }
        int number = 0;
        for (var project : projects) {
            ProjectStatus.tell(prose.line(++number + ". "), project);
        }
        return prose.line("As of ")
                .part(Prose.text(structured, "as_of"))
                .part("by the calendar of", Prose.text(structured, "time_zone"))
                .toString();
    }
}
