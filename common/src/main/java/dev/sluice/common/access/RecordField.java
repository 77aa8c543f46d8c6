package dev.sluice.common.access;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A field of a kind of record, as policies name it: {@code contact.email}. */
public record RecordField(String record, String field) implements Comparable<RecordField> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Comparator<RecordField> ORDER =
            Comparator.comparing(RecordField::record).thenComparing(RecordField::field);

    public RecordField {
        if (!NAME.matcher(record).matches() || !NAME.matcher(field).matches()) {
            throw new IllegalArgumentException("a record's field is named like contact.email, in small letters, digits"
                    + " and _, and not like " + record + "." + field);
        }
    }

    /**
     * Reads {@code contact.email}.
     *
     * @throws IllegalArgumentException when it is of another form
     */
    public static RecordField parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new RecordField(text, "") : new RecordField(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(RecordField other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return record + "." + field;
    }
}
