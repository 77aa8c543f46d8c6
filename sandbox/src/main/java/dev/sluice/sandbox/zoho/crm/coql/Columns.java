package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmModule;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import java.util.ArrayList;
import java.util.List;

/** The columns a query of a module may name: its fields, and those of records its lookups point at. */
record Columns(CrmData data, CrmModule module) {

    private static final int MOST_STEPS = 3;

    Path find(String name) {
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

    private CrmModule target(CrmField field, String name) {
        String target = field.lookupModule();
        if (target == null) {
            throw InvalidQuery.unknownColumn(name);
        }
        return data.table(target).map(CrmTable::module).orElseThrow(() -> InvalidQuery.unknownColumn(name));
    }
}
