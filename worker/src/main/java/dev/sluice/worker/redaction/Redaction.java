package dev.sluice.worker.redaction;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.catalog.AnswerShapes;
import dev.sluice.common.catalog.Keywords;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.worker.tool.Unsearched;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The answers of one tool under the rules of one role. An answer is built anew from what may be told, and what nobody
 * thought of is not in it; the answer it is built from belongs to others too, and is never changed.
 */
public final class Redaction {
    private static final String UNCLASSIFIED = "unclassified";
    private static final String MASKED = "***";

    private final Step step;
    private final String notice;
    private final Map<String, Hidden> hidden;
    private final @Nullable FieldHash hash;

    private Redaction(Step step, String notice, Map<String, Hidden> hidden, @Nullable FieldHash hash) {
        this.step = step;
        this.notice = notice;
        this.hidden = hidden;
        this.hash = hash;
    }

    /** Fields that are looked in for an argument, and may not be seen; and whether there are no others. */
    private record Hidden(List<RecordField> fields, boolean all) {}

    static Redaction of(ToolDefinition tool, SortedMap<RecordField, FieldRule> rules, Optional<FieldHash> hash) {
        var plan = Plan.make(AnswerShapes.of(tool.outputSchema()), rules, hash.isPresent());
        var hidden = new LinkedHashMap<String, Hidden>();
        for (var argument : tool.inputSchema().path("properties").propertyNames()) {
            var searched = Keywords.searched(tool, argument);
            var unseen = searched.stream()
                    .filter(field -> !(rules.get(field) instanceof FieldRule.Allow))
                    .toList();
            if (!unseen.isEmpty()) {
                hidden.put(argument, new Hidden(unseen, unseen.size() == searched.size()));
            }
        }
        return new Redaction(plan.step(), Notice.of(plan), hidden, hash.orElse(null));
    }

    /**
     * What the tool may be asked with: an argument is not searched for in fields that its caller may not see, or else the
     * caller could find them out by asking.
     *
     * @throws CallFailed when an argument is searched for in such fields only
     */
    public ObjectNode narrow(ObjectNode arguments) {
        hidden.forEach((argument, fields) -> {
            if (fields.all() && arguments.has(argument)) {
                throw new CallFailed(new Failure.Invalid("The argument " + argument
                        + " cannot be used: it is looked for in " + names(fields.fields())
                        + ", which the policy withholds. Leave it out."));
            }
        });
        return Unsearched.in(arguments, unsearched(arguments));
    }

    /** What of an answer its caller may see. */
    public Redacted redact(ObjectNode answer) {
        var withheld = new HashMap<String, Integer>();
        var told = tell(step, answer, withheld);
        return new Redacted(
                told instanceof ObjectNode object ? object : Json.mapper().createObjectNode(), withheld);
    }

    /**
     * What to say to whoever is told the answer, so that nothing is guessed; empty when everything is told.
     *
     * @param arguments what the tool was asked with
     */
    public String notice(ObjectNode arguments) {
        var unsearched = unsearched(arguments);
        return unsearched.isEmpty() ? notice : (notice + " Not searched either: " + names(unsearched) + ".").strip();
    }

    private SortedSet<RecordField> unsearched(ObjectNode arguments) {
        var unsearched = new TreeSet<RecordField>();
        hidden.forEach((argument, fields) -> {
            if (arguments.has(argument)) {
                unsearched.addAll(fields.fields());
            }
        });
        return unsearched;
    }

    private @Nullable JsonNode tell(Step step, JsonNode node, Map<String, Integer> withheld) {
        return switch (step) {
            case Step.KeepAll _ -> node;
            case Step.Keep _ -> {
                if (node.isValueNode()) {
                    yield node;
                }
                yield leave(UNCLASSIFIED, withheld);
            }
            case Step.Leave(List<RecordField> fields) -> {
                fields.forEach(field -> leave(field.toString(), withheld));
                yield null;
            }
            case Step.Alter(RecordField field, FieldRule rule) -> alter(field, rule, node, withheld);
            case Step.Each(Step each) -> {
                if (!node.isArray()) {
                    yield leave(UNCLASSIFIED, withheld);
                }
                var told = Json.mapper().createArrayNode();
                for (var element : node) {
                    var part = tell(each, element, withheld);
                    if (part != null) {
                        told.add(part);
                    }
                }
                yield told;
            }
            case Step.Members members -> object(members, node, withheld);
            case Step.ByKind(String property, var byValue) -> {
                var members = byValue.get(node.path(property).asString(""));
                yield members == null ? leave(UNCLASSIFIED, withheld) : object(members, node, withheld);
            }
        };
    }

    private @Nullable JsonNode object(Step.Members members, JsonNode node, Map<String, Integer> withheld) {
        if (!(node instanceof ObjectNode object)) {
            return leave(UNCLASSIFIED, withheld);
        }
        var told = Json.mapper().createObjectNode();
        for (var property : object.properties()) {
            var name = property.getKey();
            var step = members.steps().get(name);
            if (step == null) {
                leave(UNCLASSIFIED, withheld);
                continue;
            }
            var part = tell(step, property.getValue(), withheld);
            if (part != null && (step.tells() || members.required().contains(name))) {
                told.set(name, part);
            }
        }
        return told;
    }

    private @Nullable JsonNode alter(RecordField field, FieldRule rule, JsonNode node, Map<String, Integer> withheld) {
        if (!node.isString()) {
            return leave(field.toString(), withheld);
        }
        var text = node.stringValue();
        return switch (rule) {
            case FieldRule.Allow _ -> node;
            case FieldRule.Drop _ -> leave(field.toString(), withheld);
            case FieldRule.Scan _ -> {
                var scanned = FreeText.scan(text);
                if (scanned.found() == 0) {
                    yield node;
                }
                withheld.merge(field.toString(), scanned.found(), Integer::sum);
                yield StringNode.valueOf(scanned.text());
            }
            case FieldRule.Hash _ -> {
                leave(field.toString(), withheld);
                yield StringNode.valueOf(Objects.requireNonNull(hash).of(field, text));
            }
            case FieldRule.Mask(int first, int last) -> {
                leave(field.toString(), withheld);
                yield StringNode.valueOf(mask(text, first, last));
            }
        };
    }

    /** At least half of a text stays hidden, and so does how long it is. */
    private static String mask(String text, int first, int last) {
        int length = text.codePointCount(0, text.length());
        if (2 * (first + last) > length) {
            return MASKED;
        }
        return text.substring(0, text.offsetByCodePoints(0, first))
                + MASKED
                + text.substring(text.offsetByCodePoints(text.length(), -last));
    }

    private static @Nullable JsonNode leave(String field, Map<String, Integer> withheld) {
        withheld.merge(field, 1, Integer::sum);
        return null;
    }

    private static String names(Iterable<RecordField> fields) {
        var names = new StringBuilder();
        fields.forEach(field -> names.append(names.isEmpty() ? "" : ", ").append(field));
        return names.toString();
    }
}
