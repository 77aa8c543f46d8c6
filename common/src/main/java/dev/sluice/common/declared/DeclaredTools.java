package dev.sluice.common.declared;

import dev.sluice.common.access.RecordTypes;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.settings.InvalidSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tools that an operator declared; gateways and workers read the same file. */
public record DeclaredTools(List<DeclaredTool> all) {
    public DeclaredTools {
        all = List.copyOf(all);
    }

    public static DeclaredTools none() {
        return new DeclaredTools(List.of());
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws InvalidSettings when anything in it is wrong, with every problem and its place
     */
    public static DeclaredTools load(@Nullable Path file) {
        return file == null ? none() : DeclaredToolsReader.of(file.toString()).read(file);
    }

    /** Reads a text; messages call it by this name. */
    static DeclaredTools parse(String name, String yaml) {
        return DeclaredToolsReader.of(name).read(yaml);
    }

    /** The tools that come with Sluice, and these. */
    public ToolCatalog catalog() {
        return ToolCatalog.of(Stream.concat(
                        ToolCatalog.standard().all().stream(), all.stream().map(DeclaredTool::definition))
                .toList());
    }

    /** The kinds of record and their fields that policies may name: those there are, and those that these tools tell of. */
    public RecordTypes recordTypes() {
        return RecordTypes.standard()
                .with(all.stream()
                        .flatMap(tool -> Stream.concat(
                                tool.columns().stream().flatMap(column -> Stream.ofNullable(column.field())),
                                tool.parameters().stream().map(Parameter::field)))
                        .toList());
    }

    /** The names of those that a role may ask. */
    public Set<String> of(String role) {
        return all.stream()
                .filter(tool -> tool.roles().contains(role))
                .map(DeclaredTool::definition)
                .map(ToolDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
