package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmModule;
import dev.sluice.sandbox.zoho.crm.record.CrmModules;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.FieldType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column that was found: a field, or a field of the record a lookup points at, at most two lookups away. */
record Path(String name, List<CrmField> steps) {

    private static final int MOST_STEPS = 3;

    Path {
        steps = List.copyOf(steps);
    }

    static Path of(CrmModule module, String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length > MOST_STEPS) {
            throw InvalidQuery.unknownColumn(name);
        }
        List<CrmField> steps = new ArrayList<>(parts.length);
        CrmModule from = module;
        for (int i = 0; i < parts.length; i++) {
            CrmField field = from.field(parts[i]).orElseThrow(() -> InvalidQuery.unknownColumn(name));
            steps.add(field);
            if (i < parts.length - 1) {
                from = target(field, name);
            }
        }
        return new Path(name, steps);
    }

    private static CrmModule target(CrmField field, String name) {
        String target = field.lookupModule();
        if (target == null) {
            throw InvalidQuery.unknownColumn(name);
        }
        return CrmModules.named(target).orElseThrow(() -> InvalidQuery.unknownColumn(name));
    }

    FieldType type() {
        return steps.getLast().type();
    }

    boolean direct() {
        return steps.size() == 1;
    }

    @Nullable
    Object of(CrmRecord row) {
        CrmRecord at = row;
        for (int i = 0; i < steps.size() - 1; i++) {
            if (!(steps.get(i).of(at) instanceof CrmRecord target)) {
                return null;
            }
            at = target;
        }
        return steps.getLast().of(at);
    }
}
