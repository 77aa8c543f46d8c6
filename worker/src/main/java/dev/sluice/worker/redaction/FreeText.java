package dev.sluice.worker.redaction;

import java.util.regex.Pattern;

/**
 * Finds e-mail addresses, phone numbers and card numbers in what people wrote, and puts a word in their place. In doubt
 * it takes out more: a date or an amount stays, a long order number with blanks in it may not.
 */
final class FreeText {
    private static final String NO_ADDRESS = "<>\"'(),;:[]";
    private static final String END_OF_SENTENCE = ".!?";
    private static final String BETWEEN_DIGITS = ".()/\t";

    private static final Pattern DATE = Pattern.compile(
            "(?:(?:19|20)\\d{2}([-/.])\\d{1,2}\\1\\d{1,2}|\\d{1,2}([-/.])\\d{1,2}\\2(?:19|20)\\d{2})(?!\\d)");
    private static final Pattern YEARS = Pattern.compile("(?:19|20)\\d{2}\\D{1,3}(?:19|20)\\d{2}");
    private static final Pattern NO_DIGIT = Pattern.compile("\\P{Nd}+");
    private static final Pattern NO_DIGIT_AT_FIRST = Pattern.compile("^\\P{Nd}+");

    private static final int LONGEST_PART_OF_ADDRESS = 128;
    private static final int MOST_BETWEEN_DIGITS = 3;
    private static final int MOST_DIGITS = 40;
    private static final int FEWEST_WITH_COUNTRY = 7;
    private static final int FEWEST = 8;
    private static final int MOST = 15;
    private static final int FEWEST_UNBROKEN = 10;
    private static final int SHORTEST_CARD = 13;
    private static final int LONGEST_CARD = 19;

    private FreeText() {}

    /** A text, and how many things were taken out of it. */
    record Scanned(String text, int found) {}

    static Scanned scan(String text) {
        var addresses = withoutAddresses(text);
        var numbers = withoutNumbers(addresses.text());
        return new Scanned(numbers.text(), addresses.found() + numbers.found());
    }

    private static Scanned withoutAddresses(String text) {
        int at = sign(text, 0);
        if (at < 0) {
            return new Scanned(text, 0);
        }
        var out = new StringBuilder(text.length());
        int copied = 0;
        int found = 0;
        for (; at >= 0; at = sign(text, Math.max(at + 1, copied))) {
            int from = at;
            while (from > copied && at - from < LONGEST_PART_OF_ADDRESS && inAddress(text.charAt(from - 1))) {
                from--;
            }
            int to = at + 1;
            while (to < text.length() && to - at <= LONGEST_PART_OF_ADDRESS && inAddress(text.charAt(to))) {
                to++;
            }
            while (to > at + 1 && END_OF_SENTENCE.indexOf(text.charAt(to - 1)) >= 0) {
                to--;
            }
            if (from < at && to > at + 1) {
                out.append(text, copied, from).append("[e-mail address withheld]");
                copied = to;
                found++;
            }
        }
        return new Scanned(out.append(text, copied, text.length()).toString(), found);
    }

    private static int sign(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (isSign(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSign(char c) {
        return c == '@' || c == '\uff20';
    }

    private static boolean inAddress(char c) {
        return !isSign(c) && !Character.isWhitespace(c) && !Character.isSpaceChar(c) && NO_ADDRESS.indexOf(c) < 0;
    }

    private static Scanned withoutNumbers(String text) {
        var out = new StringBuilder(text.length());
        int copied = 0;
        int found = 0;
        int i = 0;
        while (i < text.length()) {
            if (!Character.isDigit(text.charAt(i))) {
                i++;
                continue;
            }
            int from = begin(text, i);
            if (partOfACode(text, from)) {
                while (i < text.length() && Character.isDigit(text.charAt(i))) {
                    i++;
                }
                continue;
            }
            int to = end(text, i);
            var run = text.substring(from, to);
            var told = number(run);
            if (!told.equals(run)) {
                out.append(text, copied, from).append(told);
                copied = to;
                found++;
            }
            i = to;
        }
        return new Scanned(
                found == 0 ? text : out.append(text, copied, text.length()).toString(), found);
    }

    /** Where a run begins whose first digit this is: at the plus or the bracket before it. */
    private static int begin(String text, int digit) {
        int from = digit;
        if (from > 0 && text.charAt(from - 1) == '(') {
            from--;
        }
        return from > 0 && isPlus(text.charAt(from - 1)) ? from - 1 : from;
    }

    private static boolean isPlus(char c) {
        return c == '+' || c == '\uff0b';
    }

    /** Whether a letter stands right before it, or a letter and a dash: {@code INV-000123}. */
    private static boolean partOfACode(String text, int from) {
        int before = from - 1;
        if (before > 0 && isDash(text.charAt(before))) {
            before--;
            return isLetter(text.charAt(before));
        }
        return before >= 0 && isLetter(text.charAt(before));
    }

    private static boolean isLetter(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean isDash(char c) {
        return Character.getType(c) == Character.DASH_PUNCTUATION;
    }

    /** After the last digit with no more than a little between it and the one before. */
    private static int end(String text, int digit) {
        int to = digit + 1;
        int digits = 1;
        int between = 0;
        for (int i = to; i < text.length() && digits < MOST_DIGITS; i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                to = i + 1;
                digits++;
                between = 0;
            } else if (++between > MOST_BETWEEN_DIGITS || !betweenDigits(c)) {
                break;
            }
        }
        return to;
    }

    private static boolean betweenDigits(char c) {
        return BETWEEN_DIGITS.indexOf(c) >= 0 || Character.isSpaceChar(c) || isDash(c);
    }

    /** What stands in the place of a run of digits; itself where it is neither a card nor a phone number. */
    private static String number(String run) {
        if (run.length() < FEWEST_WITH_COUNTRY) {
            return run;
        }
        var date = DATE.matcher(run);
        if (date.lookingAt()) {
            var rest = run.substring(date.end());
            var number = NO_DIGIT_AT_FIRST.matcher(rest).replaceFirst("");
            return run.substring(0, date.end()) + rest.substring(0, rest.length() - number.length()) + number(number);
        }
        if (holdsCard(run)) {
            return "[card number withheld]";
        }
        return isPhone(run) ? "[phone number withheld]" : run;
    }

    private static boolean isPhone(String run) {
        int digits = NO_DIGIT.matcher(run).replaceAll("").length();
        if (isPlus(run.charAt(0))) {
            return digits >= FEWEST_WITH_COUNTRY;
        }
        if (digits < FEWEST || digits > MOST || YEARS.matcher(run).matches()) {
            return false;
        }
        boolean unbroken = digits == run.length();
        return !unbroken || run.charAt(0) == '0' || digits >= FEWEST_UNBROKEN;
    }

    /** Whether some of its groups, put together, have the check digit of a card number. */
    private static boolean holdsCard(String run) {
        if (run.length() < SHORTEST_CARD) {
            return false;
        }
        var groups =
                NO_DIGIT.splitAsStream(run).filter(group -> !group.isEmpty()).toList();
        for (int from = 0; from < groups.size(); from++) {
            var digits = new StringBuilder();
            for (int to = from; to < groups.size() && digits.length() < LONGEST_CARD; to++) {
                digits.append(groups.get(to));
                if (digits.length() >= SHORTEST_CARD && digits.length() <= LONGEST_CARD && luhn(digits)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
