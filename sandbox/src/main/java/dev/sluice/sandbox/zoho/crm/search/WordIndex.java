package dev.sluice.sandbox.zoho.crm.search;

import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmModule;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds records by the beginnings of words in any of their texts; made when first needed, and when records came. */
public final class WordIndex {

    private @Nullable Built built;

    private record Built(int rows, NavigableMap<String, List<CrmRecord>> byWord) {}

    /** Records that hold, for each word asked for, one that starts with it; newest first. */
    public List<CrmRecord> find(CrmTable<?> table, String words) {
        NavigableMap<String, List<CrmRecord>> index = index(table);
        Set<CrmRecord> found = null;
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            Set<CrmRecord> holders = new LinkedHashSet<>();
            index.subMap(word, word + Character.MAX_VALUE).values().forEach(holders::addAll);
            if (found == null) {
                found = holders;
            } else {
                found.retainAll(holders);
            }
        }
        List<CrmRecord> rows = new ArrayList<>(found == null ? Set.of() : found);
        rows.sort((a, b) -> b.id().compareTo(a.id()));
        return rows;
    }

    private synchronized NavigableMap<String, List<CrmRecord>> index(CrmTable<?> table) {
        List<? extends CrmRecord> rows = table.all();
        Built known = built;
        if (known == null || known.rows() != rows.size()) {
            known = new Built(rows.size(), build(table.module(), rows));
            built = known;
        }
        return known.byWord();
    }

    private static NavigableMap<String, List<CrmRecord>> build(CrmModule module, List<? extends CrmRecord> rows) {
        NavigableMap<String, List<CrmRecord>> index = new TreeMap<>();
        for (CrmRecord row : rows) {
            for (String word : words(module, row)) {
                index.computeIfAbsent(word, _ -> new ArrayList<>()).add(row);
            }
        }
        return index;
    }

    /** The words of all its texts and of the names it refers to; an e-mail address counts whole and in parts. */
    private static Collection<String> words(CrmModule module, CrmRecord row) {
        Set<String> words = new TreeSet<>();
        for (CrmField field : module.fields()) {
            switch (field.of(row)) {
                case String text when field.type().text() -> add(text, words);
                case CrmRecord target -> add(target.displayName(), words);
                case null, default -> {}
            }
        }
        return words;
    }

    private static void add(String text, Set<String> words) {
        for (String word : text.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            words.add(word);
            words.addAll(List.of(word.split("[^\\p{L}\\p{N}]+", -1)));
        }
        words.remove("");
    }
}
