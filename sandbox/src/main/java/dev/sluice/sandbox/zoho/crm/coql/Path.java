package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column that was found: a field, or a field of the record a lookup points at, at most two lookups away. */
record Path(String name, List<CrmField> steps) {

    Path {
        steps = List.copyOf(steps);
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
