package dev.sluice.worker.connect;

import dev.sluice.common.catalog.ToolDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The OAuth scopes that tools need, and whether a grant has them. A scope is dotted words that end with an operation:
 * {@code ZohoCRM.modules.ALL} holds {@code ZohoCRM.modules.contacts.READ}.
 *
 * @param needs each scope with the tools that need it
 */
record Scopes(Map<String, Set<String>> needs) {
    /** What is asked to find out which organisation and which portal there are. */
    private static final List<String> FINDING = List.of("ZohoBooks.settings.READ", "ZohoProjects.portals.READ");

    static Scopes of(Collection<ToolDefinition> tools) {
        var needs = new TreeMap<String, Set<String>>();
        for (var tool : tools) {
            for (var scope : tool.zohoScopes()) {
                needs.computeIfAbsent(scope, _ -> new TreeSet<>()).add(tool.name());
            }
        }
        for (var scope : FINDING) {
            var product = scope.substring(0, scope.indexOf('.') + 1);
            if (needs.keySet().stream().anyMatch(needed -> needed.startsWith(product))) {
                needs.computeIfAbsent(scope, _ -> new TreeSet<>()).add("worker connect");
            }
        }
        return new Scopes(needs);
    }

    /** As the developer console takes them. */
    String list() {
        return String.join(",", needs.keySet());
    }

    /** Whether a product, such as {@code ZohoBooks}, is needed at all. */
    boolean concern(String product) {
        return needs.keySet().stream().anyMatch(scope -> scope.startsWith(product + "."));
    }

    /** Those that a grant does not have, each with the tools that need it. */
    Map<String, Set<String>> missingFrom(Set<String> granted) {
        var missing = new TreeMap<>(needs);
        missing.keySet().removeIf(needed -> granted.stream().anyMatch(scope -> holds(scope, needed)));
        return missing;
    }

    private static boolean holds(String granted, String needed) {
        var have = granted.toLowerCase(Locale.ROOT);
        var want = needed.toLowerCase(Locale.ROOT);
        if (have.endsWith(".fullaccess.all")) {
            return want.startsWith(have.substring(0, have.indexOf('.') + 1));
        }
        var operation = have.substring(have.lastIndexOf('.') + 1);
        var group = have.substring(0, Math.max(0, have.lastIndexOf('.')));
        var wantedGroup = want.substring(0, want.lastIndexOf('.'));
        return (operation.equals("all") || want.endsWith("." + operation))
                && (wantedGroup.equals(group) || wantedGroup.startsWith(group + "."));
    }
}
