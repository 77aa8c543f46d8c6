package dev.sluice.common.access;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a field is told to those for whom the rule is. */
public sealed interface FieldRule {
    /** What a policy may say. */
    String FORMS = "allow, scan, hash, drop, mask, or mask with what stays visible, such as mask last 3 or mask first 1"
            + " last 2";

    /** As a policy says it. */
    default String word() {
        return switch (this) {
            case Allow _ -> "allow";
            case Scan _ -> "scan";
            case Hash _ -> "hash";
            case Drop _ -> "drop";
            case Mask(int first, int last) ->
                "mask" + (first == 0 ? "" : " first " + first) + (last == 0 ? "" : " last " + last);
        };
    }

    /** Reads what a policy says; nothing when it says nothing of the kind. */
    static Optional<FieldRule> named(String word) {
        return switch (word) {
            case "allow" -> Optional.of(new Allow());
            case "scan" -> Optional.of(new Scan());
            case "hash" -> Optional.of(new Hash());
            case "drop" -> Optional.of(new Drop());
            default -> Mask.named(word);
        };
    }

    /** As it is. */
    record Allow() implements FieldRule {}

    /** As it is, except e-mail addresses, phone numbers and card numbers found in it. */
    record Scan() implements FieldRule {}

    /** As a keyed hash: the same for the same value, and telling nothing else of it. */
    record Hash() implements FieldRule {}

    /** Not at all. */
    record Drop() implements FieldRule {}

    /** All but so many characters at its beginning and its end. */
    record Mask(int first, int last) implements FieldRule {
        private static final Pattern FORM = Pattern.compile("mask(?: first ([1-9]))?(?: last ([1-9]))?");

        public Mask {
            if (first < 0 || first > 9 || last < 0 || last > 9) {
                throw new IllegalArgumentException("a mask leaves 0 to 9 characters visible at either end");
            }
        }

        private static Optional<FieldRule> named(String word) {
            var form = FORM.matcher(word);
            return form.matches()
                    ? Optional.of(new Mask(number(form.group(1)), number(form.group(2))))
                    : Optional.empty();
        }

        private static int number(@Nullable String digit) {
            return digit == null ? 0 : Integer.parseInt(digit);
        }
    }
}
