package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which scopes a request to CRM needs, and which modules it reads or writes. */
final class CrmScopes {

    private static final Pattern FROM = Pattern.compile("\\bfrom\\s+([A-Za-z_]+)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> MODULES =
            Set.of("accounts", "contacts", "deals", "leads", "calls", "events", "tasks", "notes");
    private static final List<String> ACTIVITIES = List.of("tasks", "calls", "events");

    private CrmScopes() {}

    /** All scopes the request needs; none for an address or a module there is not. */
    static List<String> needed(Request request) {
        List<String> path = path(request);
        if (path.isEmpty()) {
            return List.of();
        }
        List<String> scopes = new ArrayList<>();
        switch (path.getFirst()) {
            case "users" -> scopes.add("ZohoCRM.users.READ");
            case "org" -> scopes.add("ZohoCRM.org.READ");
            case "coql" -> scopes.add("ZohoCRM.coql.READ");
            case "settings" -> scopes.add("ZohoCRM.settings." + (path.size() > 1 ? path.get(1) : "modules") + ".READ");
            default -> {}
        }
        List<String> modules = modules(request);
        for (int i = 0; i < modules.size(); i++) {
            boolean written = request.method().equals("POST")
                    && i == modules.size() - 1
                    && !path.getFirst().equals("coql");
            scopes.add("ZohoCRM.modules." + modules.get(i) + (written ? ".CREATE" : ".READ"));
        }
        if (path.size() == 2 && path.get(1).equals("search")) {
            scopes.add("ZohoSearch.securesearch.READ");
        }
        return scopes;
    }

    /** The modules the request is about, in lower case: the one in its path and the one related to that. */
    static List<String> modules(Request request) {
        List<String> path = path(request);
        List<String> modules = new ArrayList<>();
        if (path.equals(List.of("coql"))) {
            queried(request.body()).filter(MODULES::contains).ifPresent(modules::add);
        } else if (!path.isEmpty() && MODULES.contains(path.getFirst().toLowerCase(Locale.ROOT))) {
            modules.add(path.getFirst().toLowerCase(Locale.ROOT));
            if (path.size() == 3) {
                modules.addAll(related(path.get(2)));
            }
        }
        return modules;
    }

    private static List<String> related(String relation) {
        String name = relation.toLowerCase(Locale.ROOT);
        if (name.startsWith("activities_")) {
            return ACTIVITIES;
        }
        return MODULES.contains(name) || name.equals("emails") ? List.of(name) : List.of();
    }

    private static Optional<String> queried(byte[] body) {
        Matcher from = FROM.matcher(new String(body, StandardCharsets.UTF_8));
        return from.find() ? Optional.of(from.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static List<String> path(Request request) {
        return request.segments().subList(2, request.segments().size());
    }
}
