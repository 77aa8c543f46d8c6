package dev.sluice.sandbox.zoho.crm.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Declares the fields of one module, a line a field. */
final class FieldList<T extends CrmRecord> {

    private final Class<T> rowType;
    private final List<CrmField> fields = new ArrayList<>();

    private FieldList(Class<T> rowType) {
        this.rowType = rowType;
    }

    static <T extends CrmRecord> FieldList<T> of(Class<T> rowType) {
        return new FieldList<>(rowType).with("id", FieldType.ID, CrmRecord::id);
    }

    FieldList<T> with(String apiName, FieldType type, Function<T, @Nullable Object> reader) {
        return add(apiName, type, null, reader);
    }

    FieldList<T> lookup(String apiName, String module, Function<T, @Nullable Object> reader) {
        return add(apiName, FieldType.LOOKUP, module, reader);
    }

    /** What every record but a user carries. */
    FieldList<T> stamps(Function<T, Stamps> stamps) {
        return add("Owner", FieldType.OWNER, "users", row -> stamps.apply(row).owner())
                .with(
                        "Created_Time",
                        FieldType.DATETIME,
                        row -> stamps.apply(row).createdTime())
                .with(
                        "Modified_Time",
                        FieldType.DATETIME,
                        row -> stamps.apply(row).modifiedTime())
                .add(
                        "Created_By",
                        FieldType.OWNER,
                        "users",
                        row -> stamps.apply(row).createdBy())
                .add(
                        "Modified_By",
                        FieldType.OWNER,
                        "users",
                        row -> stamps.apply(row).modifiedBy());
    }

    private FieldList<T> add(
            String apiName, FieldType type, @Nullable String module, Function<T, @Nullable Object> reader) {
        fields.add(new CrmField(apiName, type, module, row -> reader.apply(rowType.cast(row))));
        return this;
    }

    CrmModule as(String apiName) {
        return CrmModule.of(apiName, fields);
    }
}
