package dev.sluice.sandbox.zoho.crm.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The records of one module, found by id and by whatever record they look up. Records are added and never change, so
 * what was read once stays true.
 */
public final class CrmTable<T extends CrmRecord> {

    private final CrmModule module;
    private final List<T> rows = new ArrayList<>();
    private final Map<String, T> byId = new ConcurrentHashMap<>();
    private final Map<String, Map<String, List<T>>> byLookup = new HashMap<>();
    private volatile @Nullable List<T> snapshot;

    public CrmTable(CrmModule module) {
        this.module = module;
        for (CrmField field : module.fields()) {
            if (field.type() == FieldType.LOOKUP) {
                byLookup.put(field.apiName(), new ConcurrentHashMap<>());
            }
        }
    }

    public CrmModule module() {
        return module;
    }

    public void add(T row) {
        synchronized (rows) {
            rows.add(row);
            snapshot = null;
        }
        for (CrmField field : module.fields()) {
            Map<String, List<T>> index = byLookup.get(field.apiName());
            if (index != null && field.of(row) instanceof CrmRecord target) {
                index.computeIfAbsent(target.id(), _ -> new CopyOnWriteArrayList<>())
                        .add(row);
            }
        }
        byId.put(row.id(), row);
    }

    /** All records, oldest first. */
    public List<T> all() {
        List<T> known = snapshot;
        if (known == null) {
            synchronized (rows) {
                known = List.copyOf(rows);
                snapshot = known;
            }
        }
        return known;
    }

    public Optional<T> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The records whose lookup field of that name points at the record with that id, oldest first. */
    public List<T> lookingUp(String field, String id) {
        Map<String, List<T>> index = byLookup.get(field);
        return index == null ? List.of() : index.getOrDefault(id, List.of());
    }
}
