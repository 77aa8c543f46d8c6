package dev.sluice.sandbox.zoho.command;

import dev.sluice.common.settings.SettingsReader;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.Rule.Shape;

/** Reads a change to a limit off the command line. */
final class LimitChanges {

    private LimitChanges() {}

    /**
     * A change of one property.
     *
     * @throws IllegalArgumentException when there is no such property, or the value cannot be one of it
     */
    static LimitChange parse(String property, String value) {
        return switch (property) {
            case "most" -> LimitChange.most(Long.parseLong(value));
            case "window" -> new LimitChange(null, SettingsReader.parseDuration(value), null, null, null, null, null);
            case "shape" -> new LimitChange(null, null, shape(value), null, null, null, null);
            case "phase" -> new LimitChange(null, null, null, SettingsReader.parseDuration(value), null, null, null);
            case "block" -> new LimitChange(null, null, null, null, SettingsReader.parseDuration(value), null, null);
            case "prolonged" -> new LimitChange(null, null, null, null, null, Boolean.valueOf(value), null);
            case "elsewhere" -> new LimitChange(null, null, null, null, null, null, Double.valueOf(value));
            default ->
                throw new IllegalArgumentException("a limit has no " + property
                        + "; it has most, window, shape, phase, block, prolonged, elsewhere");
        };
    }

    private static Shape shape(String value) {
        return switch (value) {
            case "sliding" -> Shape.SLIDING;
            case "fixed" -> Shape.FIXED;
            case "first" -> Shape.FROM_FIRST;
            default ->
                throw new IllegalArgumentException("there is no shape " + value + "; expected sliding, fixed, first");
        };
    }
}
