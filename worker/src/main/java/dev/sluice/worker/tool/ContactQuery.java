package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What somebody typed to find a contact, and the COQL query that finds it.
 *
 * <p>The query relies on these facts of COQL: {@code like '%x%'} finds x anywhere in a text; more than two conditions
 * must be bracketed in pairs; at most 25 conditions; a field of the looked-up account can be named with a dot; at most
 * {@code LIMIT 200} costs one credit; what was written a moment ago is found, unlike with the search API.
 *
 * <p>Nothing typed can become part of the query's grammar: it is taken apart at every character that is not a letter,
 * a digit or one of {@code @ . _ + -}, and only the words between are quoted. How COQL escapes a quote need not be known.
 */
record ContactQuery(String coql, String digits, List<String> numbers) {
    /** As many rows as a single credit buys; a number's last digits are shared by few contacts. */
    private static final int CANDIDATES = Coql.MOST_ROWS;

    private static final int MOST_CONDITIONS = 25;
    private static final int SHORTEST_NUMBER = 5;
    private static final int TAIL = 3;
    private static final int SAME_NUMBER = 8;

    private static final String COLUMNS = "Full_Name, Email, Phone, Mobile, Title, Account_Name,"
            + " Account_Name.Account_Name, Owner, Last_Activity_Time";
    private static final List<Column> NAMES = List.of(
            new Column("First_Name", "contact.name"),
            new Column("Last_Name", "contact.name"),
            new Column("Email", "contact.email"),
            new Column("Account_Name.Account_Name", "account.name"));
    private static final List<Column> NUMBERS =
            List.of(new Column("Phone", "contact.phone"), new Column("Mobile", "contact.mobile"));

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}@._+-]+");
    private static final Pattern NUMBER = Pattern.compile("[+()\\d\\s./-]+");
    private static final Pattern NO_DIGIT = Pattern.compile("\\D+");

    ContactQuery {
        numbers = List.copyOf(numbers);
    }

    /** A column of CRM, and the field of a record that it is to policies. */
    private record Column(String name, String field) {}

    static ContactQuery of(String typed, int limit) {
        return of(typed, limit, Set.of());
    }

    /**
     * The query for what was typed.
     *
     * @param unsearched the fields in which it is not looked for
     */
    static ContactQuery of(String typed, int limit, Set<String> unsearched) {
        var digits = NO_DIGIT.matcher(typed).replaceAll("");
        var names = searched(NAMES, unsearched);
        var numbers = searched(NUMBERS, unsearched);
        boolean number = NUMBER.matcher(typed).matches() && digits.length() >= SHORTEST_NUMBER;
        return number && !numbers.isEmpty()
                ? new ContactQuery(select(numberConditions(typed, digits, numbers), CANDIDATES), digits, numbers)
                : new ContactQuery(select(wordConditions(typed, names, numbers), limit + 1), "", numbers);
    }

    private static List<String> searched(List<Column> columns, Set<String> unsearched) {
        return columns.stream()
                .filter(column -> !unsearched.contains(column.field()))
                .map(Column::name)
                .toList();
    }

    /** Whether a row that the query found is meant: a number is compared by its digits, which COQL cannot do. */
    boolean means(JsonNode row) {
        return digits.isEmpty() || numbers.stream().anyMatch(field -> sameNumber(row.path(field)));
    }

    private boolean sameNumber(JsonNode number) {
        if (!number.isString()) {
            return false;
        }
        var other = NO_DIGIT.matcher(number.stringValue()).replaceAll("");
        return other.contains(digits) || endAlike(digits, other);
    }

    /** Two whole numbers that differ in how they begin: with the country, or with a zero instead. */
    private static boolean endAlike(String a, String b) {
        return a.length() >= SAME_NUMBER
                && b.length() >= SAME_NUMBER
                && a.regionMatches(a.length() - SAME_NUMBER, b, b.length() - SAME_NUMBER, SAME_NUMBER);
    }

    /** Every word must be found, each in any field; the longest say most, should there be too many. */
    private static String wordConditions(String typed, List<String> names, List<String> numbers) {
        var words = words(typed);
        if (words.isEmpty()) {
            throw new CallFailed(
                    new Failure.Invalid("The query has no letter and no digit to search for; give part of a name,"
                            + " an e-mail address, a company or a phone number."));
        }
        var all = new ArrayList<String>();
        int conditions = 0;
        for (var word : words) {
            var fields = hasDigits(word)
                    ? Stream.concat(names.stream(), numbers.stream()).toList()
                    : names;
            if (fields.isEmpty()) {
                throw new CallFailed(new Failure.Invalid("Of what a contact is found by, you may only look for a phone"
                        + " number; give one, in digits."));
            }
            conditions += fields.size();
            if (conditions > MOST_CONDITIONS) {
                break;
            }
            all.add(Coql.anyOf(
                    fields.stream().map(field -> Coql.contains(field, word)).toList()));
        }
        return Coql.allOf(all);
    }

    /** The words between all that may not stand in a query, the longest first. */
    static List<String> words(String typed) {
        return BETWEEN_WORDS
                .splitAsStream(typed)
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** A number may be written in groups of any size: as it was typed, or at least with its last digits together. */
    private static String numberConditions(String typed, String digits, List<String> numbers) {
        var groups = NO_DIGIT.splitAsStream(typed)
                .filter(group -> !group.isEmpty())
                .limit(6)
                .toList();
        var tail = digits.substring(digits.length() - TAIL);
        return Coql.anyOf(numbers.stream()
                .flatMap(field -> Stream.of(
                        Coql.allOf(groups.stream()
                                .map(group -> Coql.contains(field, group))
                                .toList()),
                        Coql.endsWith(field, tail)))
                .toList());
    }

    private static boolean hasDigits(String word) {
        return word.chars().filter(Character::isDigit).count() >= TAIL;
    }

    private static String select(String conditions, int limit) {
        return "select " + COLUMNS + " from Contacts where " + conditions + " order by Last_Activity_Time desc limit "
                + limit;
    }
}
