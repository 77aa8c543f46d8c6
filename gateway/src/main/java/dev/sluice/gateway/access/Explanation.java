package dev.sluice.gateway.access;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.Principal;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.catalog.AnswerShape;
import dev.sluice.common.catalog.AnswerShapes;
import dev.sluice.common.catalog.Keywords;
import dev.sluice.common.catalog.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an agent would see of a tool's answers and why, as lines for people. */
final class Explanation {
    private final FieldPolicy policy;
    private final Map<RecordField, FieldRule> rules;
    private final List<List<String>> rows = new ArrayList<>();

    private Explanation(FieldPolicy policy, Map<RecordField, FieldRule> rules) {
        this.policy = policy;
        this.rules = rules;
    }

    static String of(Agent agent, ToolDefinition tool, AccessPolicy policy) {
        var head = "agent " + agent.name() + ", role " + agent.role() + ", connection "
                + String.join(", ", agent.connections()) + ", tool " + tool.name() + "\n";
        var permitted = policy.permitted(new Principal(agent.name(), agent.role()), tool.name());
        if (permitted.isEmpty()) {
            return head + "\nThe role does not include this tool: a call is refused, and audited.\n";
        }
        var answer = new Explanation(
                policy.fields(agent.role()), permitted.get().fields().read());
        answer.rows.add(List.of("answer", "field", "seen as", "because"));
        answer.tell("", AnswerShapes.of(tool.outputSchema()));
        var arguments = new Explanation(
                policy.fields(agent.role()), permitted.get().fields().read());
        arguments.rows.add(List.of("argument", "may be", "looked for in"));
        arguments.arguments(tool, permitted.get());
        return head + "\n" + answer + "\n" + arguments;
    }

    private void tell(String path, AnswerShape shape) {
        switch (shape) {
            case AnswerShape.Anything _ -> rows.add(List.of(path, "", "allow", "it is no record's"));
            case AnswerShape.Value value -> value(path, value);
            case AnswerShape.ListOf(AnswerShape each) -> tell(path + "[]", each);
            case AnswerShape.ObjectOf(var properties, var _) -> properties(path, properties);
            case AnswerShape.OneOf(var property, var byValue) ->
                new TreeMap<>(byValue)
                        .forEach((kind, object) ->
                                properties(path + "(" + property + " " + kind + ")", object.properties()));
        }
    }

    private void properties(String path, Map<String, AnswerShape> properties) {
        new TreeMap<>(properties).forEach((name, shape) -> tell(path.isEmpty() ? name : path + "." + name, shape));
    }

    private void value(String path, AnswerShape.Value value) {
        if (value.fields().isEmpty()) {
            rows.add(List.of(path, "", "allow", "it is no record's"));
            return;
        }
        var told = value.under(rules);
        var because = value.fields().stream()
                .map(field -> policy.verdict(field).why())
                .distinct()
                .collect(Collectors.joining(" and "));
        rows.add(List.of(
                path,
                names(value.fields()),
                told.word(),
                because
                        + (changed(value, told) ? "; it is no text, so it is told whole or not at all" : "")
                        + (value.fields().size() > 1 ? "; it is for those who may see all of these" : "")));
    }

    private boolean changed(AnswerShape.Value value, FieldRule told) {
        return value.fields().size() == 1
                && !told.equals(policy.verdict(value.fields().getFirst()).rule());
    }

    private void arguments(ToolDefinition tool, PermittedTool permitted) {
        tool.inputSchema().path("properties").forEachEntry((name, schema) -> {
            var refused = permitted.refused().get(name);
            rows.add(List.of(
                    name,
                    refused == null
                            ? (permitted.restricted().contains(name)
                                    ? "restricted: " + permitted.restriction(name)
                                    : "anything")
                            : "refused: " + refused,
                    refused == null ? searched(Keywords.searched(tool, name)) : ""));
        });
    }

    private String searched(List<RecordField> fields) {
        var hidden = fields.stream()
                .filter(field -> !(rules.get(field) instanceof FieldRule.Allow))
                .toList();
        var seen = fields.stream().filter(field -> !hidden.contains(field)).toList();
        return names(seen) + (hidden.isEmpty() ? "" : "; not in " + names(hidden) + ", which may not be seen");
    }

    private static String names(List<RecordField> fields) {
        return fields.stream().map(RecordField::toString).collect(Collectors.joining(", "));
    }

    /** The rows as columns, each as wide as its widest. */
    @Override
    public String toString() {
        var widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
