package dev.sluice.common.declared;

import dev.sluice.common.access.RecordField;
import dev.sluice.common.catalog.Keywords;
import dev.sluice.common.json.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a declared tool is asked with. Its value enters the query as a literal of its type, made from the value and never
 * copied from what was typed, so that no value can become part of the query's grammar.
 *
 * @param otherwise the value when none is given; without one, a value must be given
 * @param field which field of which record it is compared with: who may not see that, may not ask with this
 */
public record Parameter(
        String name,
        Type type,
        String description,
        @Nullable JsonNode otherwise,
        RecordField field) {
    private static final int LONGEST_TEXT = 100;

    /** Without quotes, backslashes, wildcards and what cannot be seen: how COQL escapes them is not documented alike. */
    private static final String SAFE_TEXT = "^[^'\"\\\\%\\u0000-\\u001f\\u007f]*$";

    private static final Pattern SAFE = Pattern.compile(SAFE_TEXT);

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(field, "field");
    }

    /** The kinds of value there are. */
    public enum Type {
        TEXT,
        INTEGER,
        NUMBER,
        DATE,
        BOOLEAN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The value as a literal of COQL; nothing when it is no value of the type. */
    Optional<String> literal(JsonNode value, boolean pattern) {
        return literal(type, value, pattern);
    }

    static Optional<String> literal(Type type, JsonNode value, boolean pattern) {
        return switch (type) {
            case TEXT ->
                value.isString()
                                && SAFE.matcher(value.stringValue()).matches()
                                && !value.stringValue().isBlank()
                        ? Optional.of(pattern ? "'%" + value.stringValue() + "%'" : "'" + value.stringValue() + "'")
                        : Optional.empty();
            case INTEGER ->
                value.isIntegralNumber() && value.canConvertToLong()
                        ? Optional.of(Long.toString(value.longValue()))
                        : Optional.empty();
            case NUMBER -> value.isNumber() ? number(value.decimalValue()) : Optional.empty();
            case DATE -> value.isString() ? date(value.stringValue()) : Optional.empty();
            case BOOLEAN -> value.isBoolean() ? Optional.of("'" + value.booleanValue() + "'") : Optional.empty();
        };
    }

    private static Optional<String> number(BigDecimal number) {
        return Math.abs((long) number.scale()) + number.precision() > 40
                ? Optional.empty()
                : Optional.of(number.toPlainString());
    }

    private static Optional<String> date(String text) {
        try {
            return Optional.of("'" + LocalDate.parse(text) + "'");
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    ObjectNode schema() {
        var schema = Json.mapper().createObjectNode();
        switch (type) {
            case TEXT ->
                schema.put("type", "string")
                        .put("minLength", 1)
                        .put("maxLength", LONGEST_TEXT)
                        .put("pattern", SAFE_TEXT);
            case INTEGER -> schema.put("type", "integer");
            case NUMBER -> schema.put("type", "number");
            case DATE -> schema.put("type", "string").put("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
            case BOOLEAN -> schema.put("type", "boolean");
        }
        schema.put("description", description);
        schema.putArray(Keywords.SEARCHES).add(field.toString());
        if (otherwise != null) {
            schema.set("default", otherwise);
        }
        return schema;
    }
}
