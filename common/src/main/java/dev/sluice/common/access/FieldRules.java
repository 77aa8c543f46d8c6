package dev.sluice.common.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of an answer a grant lets its holder see, resolved for one tool: every field that is not dropped, by kind of
 * record, such as {@code contact:id,name,phone=mask last 3;deal:id}. What is not named is dropped. It travels with each
 * call as this text, so that a worker reads the same text once and not once a call.
 */
public record FieldRules(@JsonValue String text) {
    /** Nothing of any record. */
    public static final FieldRules NOTHING = new FieldRules("");

    /** Many times what the rules of the largest tool take. */
    private static final int LONGEST = 16_384;

    @JsonCreator
    public FieldRules {}

    /** The text of these rules; those that drop need no word. */
    public static FieldRules of(Map<RecordField, FieldRule> rules) {
        var text = new StringBuilder();
        var record = "";
        for (var entry : new TreeMap<>(rules).entrySet()) {
            var field = entry.getKey();
            if (entry.getValue() instanceof FieldRule.Drop) {
                continue;
            }
            if (field.record().equals(record)) {
                text.append(',');
            } else {
                record = field.record();
                text.append(text.isEmpty() ? "" : ";").append(record).append(':');
            }
            text.append(field.field());
            if (!(entry.getValue() instanceof FieldRule.Allow)) {
                text.append('=').append(entry.getValue().word());
            }
        }
        return new FieldRules(text.toString());
    }

    /**
     * Reads the text. There is no reading part of it: rules that are not understood must not be followed by half.
     *
     * @throws IllegalArgumentException when any of it is not understood
     */
    public SortedMap<RecordField, FieldRule> read() {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("field rules of " + text.length() + " characters");
        }
        var rules = new TreeMap<RecordField, FieldRule>();
        if (text.isEmpty()) {
            return rules;
        }
        for (var part : text.split(";", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("field rules without a kind of record");
            }
            for (var told : part.substring(colon + 1).split(",", -1)) {
                int equals = told.indexOf('=');
                var field = new RecordField(part.substring(0, colon), equals < 0 ? told : told.substring(0, equals));
                var word = equals < 0 ? "allow" : told.substring(equals + 1);
                rules.put(
                        field,
                        FieldRule.named(word)
                                .orElseThrow(() -> new IllegalArgumentException("an unknown rule for " + field)));
            }
        }
        return rules;
    }
}
