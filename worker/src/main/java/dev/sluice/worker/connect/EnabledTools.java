package dev.sluice.worker.connect;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.settings.InvalidSettings;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools that a connection is for. */
final class EnabledTools {
    private EnabledTools() {}

    /** Those named, or all. */
    static Collection<ToolDefinition> named(@Nullable List<String> names) {
        var catalog = ToolCatalog.standard();
        if (names == null) {
            return catalog.all();
        }
        var unknown = names.stream()
                .filter(name -> catalog.find(name).isEmpty())
                .map(name -> "--tools names " + name + ", expected some of "
                        + String.join(
                                ", ",
                                catalog.all().stream().map(ToolDefinition::name).toList()))
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidSettings(unknown);
        }
        return names.stream().flatMap(name -> catalog.find(name).stream()).toList();
    }
}
