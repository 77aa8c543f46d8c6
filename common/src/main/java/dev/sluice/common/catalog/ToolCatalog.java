package dev.sluice.common.catalog;

import dev.sluice.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools there are, in the order in which agents see them. */
public final class ToolCatalog {
    private static final List<String> NAMES = List.of(
            "search_contacts",
            "get_contact_deals",
            "get_top_deals",
            "find_stale_contacts",
            "get_interaction_history",
            "get_customer_overview",
            "get_overdue_invoices",
            "get_outstanding_receivables",
            "get_project_status",
            "create_crm_note");

    private final Map<String, ToolDefinition> definitions;

    private ToolCatalog(Map<String, ToolDefinition> definitions) {
        this.definitions = definitions;
    }

    /** The tools that come with Sluice, each from a resource file of its own beside this class. */
    public static ToolCatalog standard() {
        return of(NAMES.stream().map(ToolCatalog::load).toList());
    }

    public static ToolCatalog of(List<ToolDefinition> definitions) {
        var byName = new LinkedHashMap<String, ToolDefinition>();
        for (var definition : definitions) {
            if (byName.put(definition.name(), definition) != null) {
                throw new IllegalArgumentException("two tools are named " + definition.name());
            }
        }
        return new ToolCatalog(byName);
    }

    public Optional<ToolDefinition> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    public Collection<ToolDefinition> all() {
        return definitions.values();
    }

    private static ToolDefinition load(String name) {
        var resource = name + ".json";
        try (var in = ToolCatalog.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the definition " + resource + " is missing from the jar");
            }
            return Json.read(in.readAllBytes(), ToolDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the definition " + resource + " cannot be read", e);
        }
    }
}
