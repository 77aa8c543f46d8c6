package dev.sluice.gateway.access;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.access.RecordTypes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of each record a role may see, as its policy says it. The most particular word decides: what is said of the kind
 * of record before what is said of any, and of the field before its group before all fields. What nobody speaks of is
 * dropped.
 */
final class FieldPolicy {
    /** Stands for every kind of record. */
    static final String ANY = "any";
    /** Stands for every field. */
    static final String ALL = "all";

    private final RecordTypes types;
    private final Map<String, Map<String, Said>> said;

    FieldPolicy(RecordTypes types, Map<String, Map<String, Said>> said) {
        this.types = types;
        this.said = new LinkedHashMap<>(said);
    }

    static FieldPolicy nothing(RecordTypes types) {
        return new FieldPolicy(types, Map.of());
    }

    /** A word of the policy, and where it stands. */
    record Said(FieldRule rule, String place) {}

    /**
     * What the policy has for a field.
     *
     * @param why the word that decided, and where it stands
     */
    record Verdict(FieldRule rule, String why) {}

    Verdict verdict(RecordField field) {
        for (var record : List.of(field.record(), ANY)) {
            var words = said.getOrDefault(record, Map.of());
            for (var name : names(field)) {
                var word = words.get(name);
                if (word != null) {
                    return new Verdict(
                            word.rule(),
                            record + "." + name + ": " + word.rule().word() + " (" + word.place() + ")");
                }
            }
        }
        return new Verdict(new FieldRule.Drop(), "nothing allows it");
    }

    /** The rules for these fields, as they travel with a call. */
    FieldRules rules(Collection<RecordField> fields) {
        var rules = new TreeMap<RecordField, FieldRule>();
        fields.forEach(field -> rules.put(field, verdict(field).rule()));
        return FieldRules.of(rules);
    }

    /** What is said of each field or group, such as {@code deal.money} and {@code drop}. */
    SortedMap<String, String> lines() {
        var lines = new TreeMap<String, String>();
        said.forEach((record, words) -> words.forEach(
                (name, word) -> lines.put(record + "." + name, word.rule().word())));
        return lines;
    }

    /** Whether the policy says nothing at all. */
    boolean isEmpty() {
        return said.isEmpty();
    }

    private List<String> names(RecordField field) {
        return types.group(field)
                .map(group -> List.of(field.field(), group.word(), ALL))
                .orElseGet(() -> List.of(field.field(), ALL));
    }
}
