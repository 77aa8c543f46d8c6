package dev.sluice.worker.redaction;

import dev.sluice.common.access.RecordField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Says what a role is not told by a tool, so that nobody guesses. It is the same whatever the answer: whether a record
 * has a value in a withheld field is not told either.
 */
final class Notice {
    private static final int MOST = 12;

    private Notice() {}

    /** A sentence or two; nothing when everything is told. */
    static String of(Plan.Made plan) {
        var sentences = new ArrayList<String>();
        if (!plan.left().isEmpty()) {
            sentences.add("Withheld by policy: " + names(left(plan)));
        }
        if (!plan.altered().isEmpty()) {
            sentences.add("Not told in full: "
                    + names(plan.altered().stream().map(RecordField::toString).toList()));
        }
        return sentences.isEmpty() ? "" : String.join(". ", sentences) + ". Do not guess it.";
    }

    /** Records of which nothing is told are one word. */
    private static List<String> left(Plan.Made plan) {
        var byRecord = new TreeMap<String, List<String>>();
        for (var field : plan.left()) {
            byRecord.computeIfAbsent(field.record(), _ -> new ArrayList<>()).add(field.toString());
        }
        return byRecord.entrySet().stream()
                .flatMap(entry -> tellsAny(plan.told(), entry.getKey()) || tellsAny(plan.altered(), entry.getKey())
                        ? entry.getValue().stream()
                        : List.of("all of " + entry.getKey()).stream())
                .toList();
    }

    private static boolean tellsAny(Collection<RecordField> fields, String record) {
        return fields.stream().anyMatch(field -> field.record().equals(record));
    }

    private static String names(List<String> names) {
        return names.size() <= MOST
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
    }
}
