package dev.sluice.sandbox.zoho.crm.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The records of one module, found by id and by whatever record they look up. Records are added and never change, so
 * what was read once stays true.
 */
public final class CrmTable<T extends CrmRecord> {

    private final CrmModule module;
    private final Rows<T> rows;

    public CrmTable(CrmModule module) {
        this(module, new Rows<>(module));
    }

    private CrmTable(CrmModule module, Rows<T> rows) {
        this.module = module;
        this.rows = rows;
    }

    /** The same records, for somebody who does not see those fields. */
    CrmTable<T> without(Set<String> hidden) {
        return hidden.isEmpty() ? this : new CrmTable<>(module.without(hidden), rows);
    }

    public CrmModule module() {
        return module;
    }

    public void add(T row) {
        rows.add(row);
    }

    /** All records, oldest first. */
    public List<T> all() {
        return rows.all();
    }

    public Optional<T> find(String id) {
        return Optional.ofNullable(rows.byId.get(id));
    }

    /** The records whose lookup field of that name points at the record with that id, oldest first. */
    public List<T> lookingUp(String field, String id) {
        Map<String, List<T>> index = rows.byLookup.get(field);
        return index == null ? List.of() : index.getOrDefault(id, List.of());
    }

    /** The records themselves, whoever looks at them. */
    private static final class Rows<T extends CrmRecord> {

        private final CrmModule module;
        private final List<T> inOrder = new ArrayList<>();
        private final Map<String, T> byId = new ConcurrentHashMap<>();
        private final Map<String, Map<String, List<T>>> byLookup = new HashMap<>();
        private volatile @Nullable List<T> snapshot;

        private Rows(CrmModule module) {
            this.module = module;
            for (CrmField field : module.fields()) {
                if (field.type() == FieldType.LOOKUP) {
                    byLookup.put(field.apiName(), new ConcurrentHashMap<>());
                }
            }
        }

        private void add(T row) {
            synchronized (inOrder) {
                inOrder.add(row);
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

        private List<T> all() {
            List<T> known = snapshot;
            if (known == null) {
                synchronized (inOrder) {
                    known = List.copyOf(inOrder);
                    snapshot = known;
                }
            }
            return known;
        }
    }
}
