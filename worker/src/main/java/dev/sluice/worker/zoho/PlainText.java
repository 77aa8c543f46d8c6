package dev.sluice.worker.zoho;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Record content as plain text: rich text loses its markup, and what cannot be seen is taken out. */
public final class PlainText {
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!][^<>]{0,2000}>");
    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]{2,}");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    private PlainText() {}

    /** The text without markup, on one line. */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        var plain = text;
        if (text.indexOf('<') >= 0) {
            plain = TAG.matcher(plain).replaceAll(" ");
        }
        if (text.indexOf('&') >= 0) {
            plain = ENTITY.matcher(plain)
                    .replaceAll(match -> Matcher.quoteReplacement(entity(match.group(1), match.group())));
        }
        plain = INVISIBLE.matcher(plain).replaceAll(" ");
        return SPACES.matcher(plain).replaceAll(" ").strip();
    }

    /** Most names, addresses and numbers are: they are looked over once and left as they are. */
    private static boolean isPlain(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' '
                    || c == '<'
                    || c == '&'
                    || (c >= 0x7f && !Character.isLetterOrDigit(c))
                    || (c == ' ' && space)) {
                return false;
            }
            space = c == ' ';
        }
        return text.isEmpty() || !space;
    }

    private static String entity(String name, String otherwise) {
        if (name.charAt(0) != '#') {
            return NAMED.getOrDefault(name, otherwise);
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int codePoint = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : " ";
    }
}
