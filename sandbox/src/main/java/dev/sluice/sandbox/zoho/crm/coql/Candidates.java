package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.coql.Query.Condition;
import dev.sluice.sandbox.zoho.crm.coql.Query.Operator;
import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.crm.record.FieldType;
import java.util.List;
import java.util.Optional;

/** The few records a condition can hold for, where an index tells; so that asking by id does not read a module. */
final class Candidates {

    private Candidates() {}

    static List<? extends CrmRecord> of(Condition condition, CrmTable<?> table) {
        return narrowed(condition, table).orElseGet(table::all);
    }

    private static Optional<List<? extends CrmRecord>> narrowed(Condition condition, CrmTable<?> table) {
        return switch (condition) {
            case Condition.Both both -> narrowed(both.left(), table).or(() -> narrowed(both.right(), table));
            case Condition.Either _ -> Optional.empty();
            case Condition.Comparison comparison
            when comparison.operator() == Operator.EQUAL ->
                byReference(comparison.path(), comparison.values().getFirst(), table);
            case Condition.Comparison _ -> Optional.empty();
        };
    }

    private static Optional<List<? extends CrmRecord>> byReference(String path, String id, CrmTable<?> table) {
        if (path.equals("id")) {
            return Optional.of(table.find(id).map(List::of).orElse(List.of()));
        }
        boolean lookup = table.module()
                .field(path)
                .map(CrmField::type)
                .filter(FieldType.LOOKUP::equals)
                .isPresent();
        return lookup ? Optional.of(table.lookingUp(path, id)) : Optional.empty();
    }
}
