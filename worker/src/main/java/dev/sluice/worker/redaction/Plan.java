package dev.sluice.worker.redaction;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.catalog.AnswerShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Works out, once for a tool and the rules of a role, what is done with each part of an answer. */
final class Plan {
    private final SortedMap<RecordField, FieldRule> rules;
    private final boolean hashes;
    private final SortedSet<RecordField> told = new TreeSet<>();
    private final SortedSet<RecordField> altered = new TreeSet<>();
    private final SortedSet<RecordField> left = new TreeSet<>();

    private Plan(SortedMap<RecordField, FieldRule> rules, boolean hashes) {
        this.rules = rules;
        this.hashes = hashes;
    }

    /**
     * What is done, and which fields are told as they are, in another form, or not at all.
     *
     * @param step the first step
     */
    record Made(Step step, SortedSet<RecordField> told, SortedSet<RecordField> altered, SortedSet<RecordField> left) {}

    static Made make(AnswerShape shape, SortedMap<RecordField, FieldRule> rules, boolean hashes) {
        var plan = new Plan(rules, hashes);
        return new Made(plan.step(shape), plan.told, plan.altered, plan.left);
    }

    private Step step(AnswerShape shape) {
        return switch (shape) {
            case AnswerShape.Anything _ -> new Step.KeepAll();
            case AnswerShape.Value value -> value(value);
            case AnswerShape.ListOf(AnswerShape each) -> new Step.Each(step(each));
            case AnswerShape.ObjectOf object -> members(object);
            case AnswerShape.OneOf(String property, var byValue) -> {
                var steps = new LinkedHashMap<String, Step.Members>();
                byValue.forEach((kind, object) -> steps.put(kind, members(object)));
                yield new Step.ByKind(property, steps);
            }
        };
    }

    private Step.Members members(AnswerShape.ObjectOf object) {
        var steps = new LinkedHashMap<String, Step>();
        object.properties().forEach((name, property) -> steps.put(name, step(property)));
        return new Step.Members(steps, object.required());
    }

    private Step value(AnswerShape.Value value) {
        var rule = value.under(rules);
        return switch (rule) {
            case FieldRule.Allow _ -> {
                told.addAll(value.fields());
                yield new Step.Keep();
            }
            case FieldRule.Scan _, FieldRule.Mask _ -> alter(value.fields().getFirst(), rule);
            case FieldRule.Hash _ -> hashes ? alter(value.fields().getFirst(), rule) : leave(value.fields());
            case FieldRule.Drop _ -> leave(hidden(value));
        };
    }

    private List<RecordField> hidden(AnswerShape.Value value) {
        return value.fields().size() == 1
                ? value.fields()
                : value.fields().stream()
                        .filter(field -> !(rules.get(field) instanceof FieldRule.Allow))
                        .toList();
    }

    private Step alter(RecordField field, FieldRule rule) {
        altered.add(field);
        return new Step.Alter(field, rule);
    }

    private Step leave(List<RecordField> fields) {
        left.addAll(fields);
        return new Step.Leave(fields);
    }
}
