package dev.sluice.common.catalog;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.RecordField;
import java.util.List;
import java.util.Map;

/**
 * What a tool's answer consists of, and which field of which record each part of it tells. It is read from the output
 * schema, where these keywords say it: {@code x-record} of an object names the kind of record whose fields its
 * properties are, each by its own name; {@code x-record-of} names the property whose value is the kind of record;
 * {@code x-field} of a property names another field, several of which the property is made, or {@code answer} for what
 * is no record's. What no keyword speaks of is no part of the shape, and nobody sees it.
 */
public sealed interface AnswerShape {

    /**
     * A value.
     *
     * @param fields the fields it is made of; none for what the answer says of itself
     * @param words whether another text may stand in its place: it is text of no fixed form
     */
    record Value(List<RecordField> fields, boolean words) implements AnswerShape {
        public Value {
            fields = List.copyOf(fields);
        }

        /**
         * How it is told under these rules. What is made of several fields is for those who may see them all, since
         * nobody knows which part of it is which; a number or a fixed word that should be masked or hashed is dropped,
         * since it would be none any more.
         */
        public FieldRule under(Map<RecordField, FieldRule> rules) {
            if (fields.size() != 1) {
                return fields.stream().allMatch(field -> rules.get(field) instanceof FieldRule.Allow)
                        ? new FieldRule.Allow()
                        : new FieldRule.Drop();
            }
            var rule = rules.getOrDefault(fields.getFirst(), new FieldRule.Drop());
            return switch (rule) {
                case FieldRule.Allow _, FieldRule.Drop _ -> rule;
                case FieldRule.Scan _ -> words ? rule : new FieldRule.Allow();
                case FieldRule.Mask _, FieldRule.Hash _ -> words ? rule : new FieldRule.Drop();
            };
        }
    }

    /** Something the answer says of itself and no record knows, whatever it consists of. */
    record Anything() implements AnswerShape {}

    record ListOf(AnswerShape each) implements AnswerShape {}

    /** An object; the properties that are always there cannot be left out. */
    record ObjectOf(Map<String, AnswerShape> properties, List<String> required) implements AnswerShape {
        public ObjectOf {
            properties = Map.copyOf(properties);
            required = List.copyOf(required);
        }
    }

    /** An object that tells of one kind of record or another, as one of its properties says. */
    record OneOf(String property, Map<String, ObjectOf> byValue) implements AnswerShape {
        public OneOf {
            byValue = Map.copyOf(byValue);
        }
    }
}
