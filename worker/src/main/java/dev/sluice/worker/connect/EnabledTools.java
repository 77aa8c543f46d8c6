package dev.sluice.worker.connect;

import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.declared.DeclaredTool;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools that a connection is for.
 *
 * @param declared those of them that an operator declared
 */
record EnabledTools(Collection<ToolDefinition> all, List<DeclaredTool> declared) {
    /**
     * Those named, or all: the ones that come with Sluice, and those of the file that {@code tools.declared} names.
     *
     * @throws InvalidSettings when a name is of no tool, or the file is wrong
     */
    static EnabledTools read(SettingsReader settings, @Nullable List<String> names) {
        var declared = DeclaredTools.load(settings.path("tools.declared").orElse(null));
        var catalog = declared.catalog();
        if (names == null) {
            return new EnabledTools(catalog.all(), declared.all());
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
        return new EnabledTools(
                names.stream().flatMap(name -> catalog.find(name).stream()).toList(),
                declared.all().stream()
                        .filter(tool -> names.contains(tool.name()))
                        .toList());
    }
}
