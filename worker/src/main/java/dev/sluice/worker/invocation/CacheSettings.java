package dev.sluice.worker.invocation;

import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of what Zoho answered is kept, and for how long.
 *
 * @param maxBytes about how much memory all answers may take together
 * @param maxAnswers how many there may be; with 0 none is kept
 * @param keptFor for how long, by tool, where it is not as the definition says
 */
public record CacheSettings(int maxBytes, int maxAnswers, Map<String, Duration> keptFor) {
    /** What is older than this is no answer to a question about now. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_ANSWERS = 10_000;

    public CacheSettings {
        keptFor = Map.copyOf(keptFor);
    }

    /** What holds where nothing is set. */
    public static CacheSettings standard() {
        return new CacheSettings(MAX_BYTES, MAX_ANSWERS, Map.of());
    }

    public static CacheSettings read(SettingsReader reader) {
        var keptFor = new TreeMap<String, Duration>();
        for (var tool : ToolCatalog.standard().all()) {
            if (tool.effect() == Effect.READ) {
                keptFor.put(tool.name(), length(reader, "cache.for." + tool.name(), tool.keptFor()));
            }
        }
        return new CacheSettings(
                reader.integer("cache.max-bytes", MAX_BYTES, 0, Integer.MAX_VALUE),
                reader.integer("cache.max-answers", MAX_ANSWERS, 0, 1_000_000),
                keptFor);
    }

    private static Duration length(SettingsReader reader, String key, Duration otherwise) {
        var length = reader.duration(key, otherwise);
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            reader.problem(key + " is " + length.toSeconds() + " s, expected 0s to " + LONGEST.toSeconds() + "s");
            return otherwise;
        }
        return length;
    }

    /** For how long answers of a tool are kept. */
    Duration keptFor(ToolDefinition tool) {
        return keptFor.getOrDefault(tool.name(), tool.keptFor());
    }

    boolean keepsNothing() {
        return maxAnswers == 0 || maxBytes == 0;
    }
}
