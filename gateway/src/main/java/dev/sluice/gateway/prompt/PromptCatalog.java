package dev.sluice.gateway.prompt;

import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The prompts there are, in the order in which users see them. */
public final class PromptCatalog {
    private static final List<String> NAMES =
            List.of("customer_briefing", "receivables_review", "stalled_projects_review");

    private final List<PromptDefinition> prompts;

    private PromptCatalog(List<PromptDefinition> prompts) {
        this.prompts = prompts;
    }

    /** The prompts that come with Sluice, each from a resource file of its own beside this class. */
    public static PromptCatalog standard() {
        return of(NAMES.stream().map(PromptCatalog::load).toList());
    }

    public static PromptCatalog of(List<PromptDefinition> prompts) {
        return new PromptCatalog(List.copyOf(prompts));
    }

    /** The prompts for an agent with these tools. */
    public List<PromptDefinition> forTools(Collection<ToolDefinition> tools) {
        var names = tools.stream().map(ToolDefinition::name).collect(Collectors.toUnmodifiableSet());
        return prompts.stream()
                .filter(prompt -> names.containsAll(prompt.tools()))
                .toList();
    }

    private static PromptDefinition load(String name) {
        var resource = name + ".json";
        try (var in = PromptCatalog.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the prompt " + resource + " is missing from the jar");
            }
            return Json.read(in.readAllBytes(), PromptDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt " + resource + " cannot be read", e);
        }
    }
}
