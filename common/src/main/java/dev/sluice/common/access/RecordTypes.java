package dev.sluice.common.access;

import dev.sluice.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The kinds of record that answers tell of, and the fields of each, with the group a field belongs to. Those that come
 * with Sluice are in a resource file beside this class; declared tools may add fields, which belong to no group.
 */
public final class RecordTypes {
    private static final RecordTypes STANDARD = load();

    private final Map<String, Map<String, Optional<FieldGroup>>> types;

    private RecordTypes(Map<String, Map<String, Optional<FieldGroup>>> types) {
        this.types = types;
    }

    public static RecordTypes standard() {
        return STANDARD;
    }

    /** These and some more fields, of kinds of record that there are. */
    public RecordTypes with(Collection<RecordField> more) {
        var all = new LinkedHashMap<String, Map<String, Optional<FieldGroup>>>();
        types.forEach((record, fields) -> all.put(record, new LinkedHashMap<>(fields)));
        for (var field : more) {
            var fields = all.get(field.record());
            if (fields != null) {
                fields.putIfAbsent(field.field(), Optional.empty());
            }
        }
        return new RecordTypes(all);
    }

    public Set<String> records() {
        return types.keySet();
    }

    /** The fields of a kind of record; none where there is no such kind. */
    public Set<String> fields(String record) {
        return types.getOrDefault(record, Map.of()).keySet();
    }

    /** The fields that any kind of record has. */
    public Set<String> fields() {
        var all = new LinkedHashSet<String>();
        types.values().forEach(fields -> all.addAll(fields.keySet()));
        return all;
    }

    public boolean has(RecordField field) {
        return fields(field.record()).contains(field.field());
    }

    /** The group of a field, if it belongs to any. */
    public Optional<FieldGroup> group(RecordField field) {
        return types.getOrDefault(field.record(), Map.of()).getOrDefault(field.field(), Optional.empty());
    }

    private static RecordTypes load() {
        try (var in = RecordTypes.class.getResourceAsStream("record-types.json")) {
            if (in == null) {
                throw new IllegalStateException("record-types.json is missing from the jar");
            }
            return read(Json.mapper().readTree(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("record-types.json cannot be read", e);
        }
    }

    private static RecordTypes read(JsonNode file) {
        var types = new LinkedHashMap<String, Map<String, Optional<FieldGroup>>>();
        file.forEachEntry((record, groups) -> {
            var fields = new LinkedHashMap<String, Optional<FieldGroup>>();
            groups.forEachEntry((word, names) -> {
                var group = FieldGroup.named(word);
                names.forEach(name ->
                        fields.put(new RecordField(record, name.asString()).field(), Optional.of(group.orElseThrow())));
            });
            types.put(record, fields);
        });
        return new RecordTypes(types);
    }
}
