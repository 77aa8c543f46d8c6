package dev.sluice.sandbox.zoho.crm.record;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a module under its API name, and how it is read off a record. A value is a string, a number, a boolean,
 * a date, a time with its offset, another record, or nothing.
 */
public record CrmField(
        String apiName, FieldType type, @Nullable String lookupModule, Function<CrmRecord, @Nullable Object> reader) {

    public @Nullable Object of(CrmRecord row) {
        return reader.apply(row);
    }
}
