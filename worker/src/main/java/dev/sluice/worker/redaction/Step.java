package dev.sluice.worker.redaction;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.RecordField;
import java.util.List;
import java.util.Map;

/** What is done with one part of an answer. */
sealed interface Step {

    /** Whether anything of the part may be told. */
    default boolean tells() {
        return switch (this) {
            case Keep _, KeepAll _, Alter _ -> true;
            case Leave _ -> false;
            case Each(Step each) -> each.tells();
            case Members(var steps, var _) -> steps.values().stream().anyMatch(Step::tells);
            case ByKind(var _, var byValue) -> byValue.values().stream().anyMatch(Step::tells);
        };
    }

    /** A value is told as it is. */
    record Keep() implements Step {}

    /** Whatever it is, it is told as it is. */
    record KeepAll() implements Step {}

    /** It is left out. */
    record Leave(List<RecordField> fields) implements Step {
        public Leave {
            fields = List.copyOf(fields);
        }
    }

    /** A text is told in another form. */
    record Alter(RecordField field, FieldRule rule) implements Step {}

    record Each(Step step) implements Step {}

    record Members(Map<String, Step> steps, List<String> required) implements Step {
        public Members {
            steps = Map.copyOf(steps);
            required = List.copyOf(required);
        }
    }

    record ByKind(String property, Map<String, Members> byValue) implements Step {
        public ByKind {
            byValue = Map.copyOf(byValue);
        }
    }
}
