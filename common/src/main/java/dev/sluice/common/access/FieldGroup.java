package dev.sluice.common.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Fields of a kind, whatever the record, so that one rule of a policy speaks of them all. */
public enum FieldGroup {
    /** What a record is called and how it stands: ids, names, stages, dates, who looks after it, how many there are. */
    BASICS,
    /** Amounts, their sums and their currency. */
    MONEY,
    /** How to reach somebody: e-mail addresses, phone numbers, websites. */
    CONTACT_DETAILS,
    /** What somebody wrote in words of their own. */
    FREE_TEXT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FieldGroup> named(String word) {
        return Stream.of(values()).filter(group -> group.word().equals(word)).findFirst();
    }
}
