package dev.sluice.worker.tool;

import dev.sluice.common.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an organisation's own ways bear on the tools.
 *
 * @param closedStages the stages in which a deal is won or lost; case, spaces and dashes do not matter
 * @param declared the file of the tools that an operator declared, if there is one
 */
public record ToolSettings(
        List<String> closedStages, @Nullable Path declared) {
    private static final List<String> STOCK = List.of("Closed Won", "Closed Lost", "Closed Lost to Competition");

    public ToolSettings {
        closedStages = List.copyOf(closedStages);
    }

    public static ToolSettings standard() {
        return new ToolSettings(STOCK, null);
    }

    public static ToolSettings read(SettingsReader reader) {
        return new ToolSettings(
                reader.list("tools.closed-deal-stages", STOCK),
                reader.path("tools.declared").orElse(null));
    }
}
