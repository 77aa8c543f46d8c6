package dev.sluice.gateway.access;

import dev.sluice.common.yaml.YamlFile;
import dev.sluice.common.yaml.YamlFile.Entry;
import dev.sluice.gateway.cap.Caps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how many calls a role or an agent may make. */
final class CapReader {
    private static final List<String> CAPS = List.of("calls-per-minute", "outstanding");
    /** The times of the calls of a minute are kept, so there is an end to how many. */
    private static final int MOST = 100_000;

    private final YamlFile yaml;
    private final PolicyNodes nodes;

    CapReader(YamlFile yaml, PolicyNodes nodes) {
        this.yaml = yaml;
        this.nodes = nodes;
    }

    Caps read(Map<String, Entry> fields, String what) {
        return PolicyNodes.given(fields, "caps")
                .map(node -> {
                    var caps = yaml.knownEntries(node, "the caps of " + what, CAPS);
                    return new Caps(number(caps, "calls-per-minute", what), number(caps, "outstanding", what));
                })
                .orElse(Caps.none());
    }

    private @Nullable Integer number(Map<String, Entry> caps, String name, String what) {
        return PolicyNodes.given(caps, name)
                .flatMap(value -> nodes.wholeNumber(value, name + " of " + what, 1, MOST))
                .orElse(null);
    }
}
