package dev.sluice.worker.tool;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The stages in which a deal is won or lost, however their names are punctuated. */
final class Stages {
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> closed;

    Stages(List<String> closed) {
        this.closed = closed.stream().map(Stages::bare).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a deal is won or lost. */
    boolean closed(JsonNode deal) {
        var stage = Fields.text(deal.path("Stage"));
        return stage != null && closed(stage);
    }

    boolean closed(String stage) {
        return closed.contains(bare(stage));
    }

    private static String bare(String stage) {
        return NO_LETTER.matcher(stage).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
