package dev.sluice.gateway.access;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a role may pass for an argument of a tool, within what the tool takes of anybody. */
sealed interface Restriction {
    /** Where the policy says it. */
    String place();

    /** The argument may not be passed at all. */
    record Forbidden(String place) implements Restriction {}

    /**
     * Only certain values may be passed.
     *
     * @param values the only ones
     * @param pattern what a text must match
     * @param least the least number
     * @param most the largest number
     * @param longest the most characters
     */
    record Only(
            @Nullable ArrayNode values,
            @Nullable String pattern,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable Integer longest,
            String place)
            implements Restriction {

        /** Makes the schema of the argument as narrow as this. */
        void narrow(ObjectNode argument) {
            if (values != null) {
                argument.set("enum", values.deepCopy());
            }
            if (pattern != null) {
                if (argument.has("pattern")) {
                    argument.putArray("allOf").addObject().put("pattern", pattern);
                } else {
                    argument.put("pattern", pattern);
                }
            }
            if (least != null && !atLeast(argument.path("minimum"), least)) {
                argument.put("minimum", least);
            }
            if (most != null && !atMost(argument.path("maximum"), most)) {
                argument.put("maximum", most);
            }
            if (longest != null && argument.path("maxLength").asInt(Integer.MAX_VALUE) > longest) {
                argument.put("maxLength", longest);
            }
        }

        /** Whether leaving the argument out is as good as passing what is allowed. */
        boolean allowsLeavingOut(JsonNode otherwise) {
            return otherwise.isMissingNode()
                    ? values == null && pattern == null && least == null && most == null
                    : allows(otherwise);
        }

        private boolean allows(JsonNode value) {
            return (values == null || values.valueStream().anyMatch(value::equals))
                    && (pattern == null
                            || Pattern.compile(pattern)
                                    .matcher(value.asString(""))
                                    .find())
                    && (least == null || atLeast(value, least))
                    && (most == null || atMost(value, most))
                    && (longest == null || value.asString("").length() <= longest);
        }

        private static boolean atLeast(JsonNode number, BigDecimal least) {
            return number.isNumber() && number.decimalValue().compareTo(least) >= 0;
        }

        private static boolean atMost(JsonNode number, BigDecimal most) {
            return number.isNumber() && number.decimalValue().compareTo(most) <= 0;
        }
    }
}
