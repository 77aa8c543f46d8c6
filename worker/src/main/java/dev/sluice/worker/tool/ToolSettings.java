package dev.sluice.worker.tool;

import dev.sluice.common.settings.SettingsReader;
import java.util.List;

/**
 * How an organisation's own ways bear on the tools.
 *
 * @param closedStages the stages in which a deal is won or lost; case, spaces and dashes do not matter
 */
public record ToolSettings(List<String> closedStages) {
    private static final List<String> STOCK = List.of("Closed Won", "Closed Lost", "Closed Lost to Competition");

    public ToolSettings {
        closedStages = List.copyOf(closedStages);
    }

    public static ToolSettings standard() {
        return new ToolSettings(STOCK);
    }

    public static ToolSettings read(SettingsReader reader) {
        return new ToolSettings(reader.list("tools.closed-deal-stages", STOCK));
    }
}
