package dev.sluice.common.kafka;

import java.util.List;

/** Topics that exist and are not as Sluice needs them; the message names each and what to do. */
public final class ContradictingTopics extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ContradictingTopics(List<String> problems) {
        super(
                "topics contradict the table of Sluice:\n  - " + String.join("\n  - ", problems)
                        + "\nAlter or delete them (kafka-configs, kafka-topics), or set the setting that names the difference.");
    }
}
