package dev.sluice.gateway.access;

import dev.sluice.common.access.FieldGroup;
import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.RecordTypes;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the field rules of a role: {@code contact: { contact_details: allow, phone: mask last 3 }}. */
final class FieldPolicyReader {
    private static final List<String> GROUPS =
            Stream.of(FieldGroup.values()).map(FieldGroup::word).toList();

    private final YamlFile yaml;
    private final RecordTypes types;

    FieldPolicyReader(YamlFile yaml, RecordTypes types) {
        this.yaml = yaml;
        this.types = types;
    }

    FieldPolicy read(Node node, String what) {
        var said = new LinkedHashMap<String, Map<String, FieldPolicy.Said>>();
        yaml.keyedEntries(node, "fields of " + what).forEach((record, entry) -> {
            if (record.equals(FieldPolicy.ANY)) {
                said.put(record, words(entry.value(), record, types.fields(), what));
            } else if (types.records().contains(record)) {
                said.put(record, words(entry.value(), record, types.fields(record), what));
            } else {
                var known = with(types.records(), FieldPolicy.ANY);
                yaml.problem(
                        entry.key(),
                        "there is no kind of record " + YamlFile.quoted(record) + ", known are "
                                + String.join(", ", known) + NearMiss.question(record, known));
            }
        });
        return new FieldPolicy(types, said);
    }

    /** A word alone is for all fields. */
    private Map<String, FieldPolicy.Said> words(Node node, String record, Collection<String> fields, String what) {
        var words = new LinkedHashMap<String, FieldPolicy.Said>();
        if (node instanceof ScalarNode) {
            rule(node, record + " of " + what).ifPresent(rule -> words.put(FieldPolicy.ALL, said(rule, node)));
            return words;
        }
        yaml.keyedEntries(node, record + " of " + what).forEach((name, entry) -> {
            if (!fields.contains(name) && !GROUPS.contains(name) && !name.equals(FieldPolicy.ALL)) {
                var known = with(fields, FieldPolicy.ALL);
                known.addAll(GROUPS);
                yaml.problem(
                        entry.key(),
                        record + " has no field " + YamlFile.quoted(name) + ", known are "
                                + String.join(", ", fields) + "; groups are " + String.join(", ", GROUPS) + "; and "
                                + FieldPolicy.ALL + NearMiss.question(name, known));
            }
            rule(entry.value(), record + "." + name + " of " + what)
                    .ifPresent(rule -> words.put(name, said(rule, entry.value())));
        });
        return words;
    }

    private Optional<FieldRule> rule(Node node, String what) {
        return yaml.text(node, what).flatMap(word -> {
            var rule = FieldRule.named(word);
            if (rule.isEmpty()) {
                yaml.problem(node, what + " is " + YamlFile.quoted(word) + ", expected " + FieldRule.FORMS);
            }
            return rule;
        });
    }

    private FieldPolicy.Said said(FieldRule rule, Node node) {
        return new FieldPolicy.Said(rule, yaml.place(node));
    }

    private static List<String> with(Collection<String> names, String another) {
        var all = new ArrayList<>(names);
        all.add(another);
        return all;
    }
}
