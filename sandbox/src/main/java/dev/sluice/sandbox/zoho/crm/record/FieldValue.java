package dev.sluice.sandbox.zoho.crm.record;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of fields, read from the words of a query and compared as Zoho compares them. */
public final class FieldValue {

    private FieldValue() {}

    /**
     * Reads a value of a field of that type.
     *
     * @throws IllegalArgumentException when those words cannot be one
     */
    public static Object parse(FieldType type, String words) {
        try {
            return switch (type) {
                case INTEGER, DOUBLE, CURRENCY -> new BigDecimal(words);
                case BOOLEAN -> bool(words);
                case DATE -> LocalDate.parse(words);
                case DATETIME -> OffsetDateTime.parse(words);
                case ID, LOOKUP, OWNER -> words;
                case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST -> words;
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(words + " is not a " + type.dataType(), e);
        }
    }

    private static Boolean bool(String words) {
        return switch (words.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException(words + " is neither true nor false");
        };
    }

    /** Texts without regard to case, times as instants, records by id; nothing comes before anything. */
    public static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null) {
            return b == null ? 0 : -1;
        }
        if (b == null) {
            return 1;
        }
        if (a instanceof OffsetDateTime left && b instanceof OffsetDateTime right) {
            return left.toInstant().compareTo(right.toInstant());
        }
        if (a instanceof LocalDate left && b instanceof LocalDate right) {
            return left.compareTo(right);
        }
        if (a instanceof Number left && b instanceof Number right) {
            return decimal(left).compareTo(decimal(right));
        }
        if (a instanceof Boolean left && b instanceof Boolean right) {
            return Boolean.compare(left, right);
        }
        return text(a).compareToIgnoreCase(text(b));
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }

    private static String text(Object value) {
        return value instanceof CrmRecord target ? target.id() : value.toString();
    }

    /** Whether the text holds the other, which is given in lower case. */
    public static boolean contains(String text, String lowerCase) {
        int last = text.length() - lowerCase.length();
        for (int i = 0; i <= last; i++) {
            if (matchesAt(text, i, lowerCase)) {
                return true;
            }
        }
        return false;
    }

    public static boolean startsWith(String text, String lowerCase) {
        return text.length() >= lowerCase.length() && matchesAt(text, 0, lowerCase);
    }

    public static boolean endsWith(String text, String lowerCase) {
        int at = text.length() - lowerCase.length();
        return at >= 0 && matchesAt(text, at, lowerCase);
    }

    private static boolean matchesAt(String text, int at, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            char there = text.charAt(at + i);
            if (there != lowerCase.charAt(i) && Character.toLowerCase(there) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
