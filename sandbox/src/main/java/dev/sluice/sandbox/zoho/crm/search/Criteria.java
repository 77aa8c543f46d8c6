package dev.sluice.sandbox.zoho.crm.search;

import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmModule;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads criteria such as {@code ((Last_Name:equals:Tran)and(First_Name:starts_with:M))}. A backslash makes the bracket
 * or comma after it part of the value.
 */
public final class Criteria {

    private static final int MOST = 10;

    private final CrmModule module;
    private final String text;
    private int at;
    private int count;

    private Criteria(CrmModule module, String text) {
        this.module = module;
        this.text = text;
    }

    /**
     * Reads criteria as a predicate of the module's records.
     *
     * @throws InvalidCriteria when they are not well formed, too many, or not about fields of the module
     */
    public static Predicate<CrmRecord> parse(CrmModule module, String text) {
        Criteria criteria = new Criteria(module, text);
        Predicate<CrmRecord> wanted = criteria.expression();
        if (criteria.at < text.length()) {
            throw new InvalidCriteria("unexpected text at " + criteria.at);
        }
        return wanted;
    }

    private Predicate<CrmRecord> expression() {
        Predicate<CrmRecord> wanted = bracketed();
        while (at < text.length()) {
            if (skip("and")) {
                wanted = wanted.and(bracketed());
            } else if (skip("or")) {
                wanted = wanted.or(bracketed());
            } else {
                break;
            }
        }
        return wanted;
    }

    private Predicate<CrmRecord> bracketed() {
        expect('(');
        Predicate<CrmRecord> inside = peek() == '(' ? expression() : criterion();
        expect(')');
        return inside;
    }

    private Predicate<CrmRecord> criterion() {
        if (++count > MOST) {
            throw new InvalidCriteria("more than " + MOST + " criteria");
        }
        String name = until(':');
        String operator = until(':');
        CrmField field = module.field(name.endsWith(".id") ? name.substring(0, name.length() - 3) : name)
                .orElseThrow(() -> new InvalidCriteria("the field is not available for search: " + name));
        return Criterion.of(field, operator, values());
    }

    private String until(char end) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw new InvalidCriteria("expected " + end + " after " + at);
        }
        String part = text.substring(at, found).strip();
        at = found + 1;
        return part;
    }

    /** The values up to the closing bracket, split at commas. */
    private List<String> values() {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        while (peek() != ')') {
            char next = text.charAt(at++);
            if (next == '\\' && at < text.length()) {
                value.append(text.charAt(at++));
            } else if (next == ',') {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(next);
            }
        }
        values.add(value.toString().strip());
        return values;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new InvalidCriteria("the brackets do not match");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        while (peek() == ' ') {
            at++;
        }
        if (peek() != wanted) {
            throw new InvalidCriteria("expected " + wanted + " at " + at);
        }
        at++;
    }

    private boolean skip(String word) {
        int start = at;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        if (text.regionMatches(true, start, word, 0, word.length())) {
            at = start + word.length();
            return true;
        }
        return false;
    }
}
