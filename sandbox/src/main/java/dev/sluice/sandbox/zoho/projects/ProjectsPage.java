package dev.sluice.sandbox.zoho.projects;

import dev.sluice.sandbox.zoho.http.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which part of a list is asked for; a list without a page is refused. */
record ProjectsPage(int number, int size) {

    private static final int USUAL = 100;
    private static final int LARGEST = 200;

    static ProjectsPage of(Params params) {
        if (params.get("page").isEmpty()) {
            throw ProjectsRefusal.missingParam("page");
        }
        int number = params.integer("page").orElse(0);
        int size = params.get("per_page").isEmpty()
                ? USUAL
                : params.integer("per_page").orElse(0);
        if (number < 1) {
            throw ProjectsRefusal.invalidParam("page");
        }
        if (size < 1 || size > LARGEST) {
            throw ProjectsRefusal.invalidParam("per_page");
        }
        return new ProjectsPage(number, size);
    }

    <T> List<T> of(List<T> all) {
        int from = (int) Math.min((long) (number - 1) * size, all.size());
        return all.subList(from, Math.min(from + size, all.size()));
    }

    private boolean more(int total) {
        return (long) number * size < total;
    }

    Map<String, Object> info(int total) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("page", number);
        info.put("per_page", size);
        info.put("has_next_page", more(total));
        return info;
    }

    /** The same with its numbers as strings, which is how milestones say it. */
    Map<String, Object> infoInWords(int total) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("page", Integer.toString(number));
        info.put("per_page", Integer.toString(size));
        info.put("has_next_page", more(total));
        return info;
    }
}
