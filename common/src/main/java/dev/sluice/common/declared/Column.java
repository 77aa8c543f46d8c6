package dev.sluice.common.declared;

import dev.sluice.common.access.RecordField;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of a declared tool's answer.
 *
 * @param name what the answer calls it
 * @param from what the query's answer calls it: a selected field, or an alias
 * @param field which field of which record it tells, for policies; absent where it is no record's, such as a count
 */
public record Column(
        String name,
        String from,
        Type type,
        String description,
        @Nullable RecordField field) {
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
    }

    /** How a value is told: of a field that points at a record, as its name or as its id. */
    public enum Type {
        TEXT("string"),
        NUMBER("number"),
        DATE("string"),
        ID("string");

        private final String json;

        Type(String json) {
            this.json = json;
        }

        String json() {
            return json;
        }
    }
}
