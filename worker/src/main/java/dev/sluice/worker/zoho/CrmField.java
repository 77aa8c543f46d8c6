package dev.sluice.worker.zoho;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a module, as the organisation has it.
 *
 * @param dataType Zoho's own word for its type, such as {@code picklist}
 * @param lookupModule of a field that points at another record, the module of that
 * @param picklist of a picklist, the values there are to choose from
 */
public record CrmField(
        String apiName, String dataType, @Nullable String lookupModule, List<String> picklist) {
    public CrmField {
        Objects.requireNonNull(apiName, "apiName");
        Objects.requireNonNull(dataType, "dataType");
        picklist = List.copyOf(picklist);
    }
}
