package dev.sluice.common.declared;

import dev.sluice.common.access.RecordField;
import dev.sluice.common.access.RecordTypes;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The kinds of values that the parts of a declared tool have; what is none is told to the file. */
final class DeclaredNodes {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{2,63}");

    /** What a name is, for messages. */
    static final String NAMED = "3 to 64 small letters, digits and _";

    private final YamlFile yaml;

    DeclaredNodes(YamlFile yaml) {
        this.yaml = yaml;
    }

    /** Whether a tool, a parameter or a column may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    String text(Node owner, Map<String, Node> fields, String what, String field) {
        return yaml.required(owner, fields, what, field)
                .flatMap(value -> yaml.text(value, field + " of " + what))
                .orElse("");
    }

    <E extends Enum<E>> Optional<E> choice(Node node, String what, E[] values) {
        var words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return yaml.text(node, what).flatMap(given -> {
            int at = words.indexOf(given);
            if (at < 0) {
                yaml.problem(
                        node,
                        what + " is '" + given + "', expected one of " + String.join(", ", words)
                                + NearMiss.question(given, words));
                return Optional.empty();
            }
            return Optional.of(values[at]);
        });
    }

    int number(@Nullable Node node, String what, int least, int most, int otherwise) {
        if (node == null) {
            return otherwise;
        }
        var written = yaml.scalar(node, what).orElse("");
        if (written.matches("\\d{1,3}") && Integer.parseInt(written) >= least && Integer.parseInt(written) <= most) {
            return Integer.parseInt(written);
        }
        yaml.problem(node, what + " is '" + written + "', expected a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A field that Sluice does not know is one of the organisation's own; one that is nearly known is a slip. */
    Optional<RecordField> field(Node node, String of) {
        return yaml.text(node, "field of " + of).flatMap(written -> {
            RecordField field;
            try {
                field = RecordField.parse(written);
            } catch (IllegalArgumentException _) {
                yaml.problem(
                        node,
                        "field of " + of + " is '" + written + "', expected a kind of record and its field, such as"
                                + " deal.amount");
                return Optional.empty();
            }
            var types = RecordTypes.standard();
            if (!types.records().contains(field.record())) {
                yaml.problem(
                        node,
                        "field of " + of + " is of " + field.record() + ", known are "
                                + String.join(", ", types.records())
                                + NearMiss.question(field.record(), types.records()));
                return Optional.empty();
            }
            if (!types.has(field)) {
                NearMiss.find(field.field(), types.fields(field.record()))
                        .ifPresent(known -> yaml.problem(
                                node,
                                "field of " + of + " is " + field + "; did you mean " + field.record() + "." + known
                                        + "? Choose another name for a field of your own."));
            }
            return Optional.of(field);
        });
    }
}
