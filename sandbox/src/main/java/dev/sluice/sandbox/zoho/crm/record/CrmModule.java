package dev.sluice.sandbox.zoho.crm.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A module of CRM: its API name and its fields, in their order. */
public record CrmModule(String apiName, List<CrmField> fields, Map<String, CrmField> byName) {

    public CrmModule {
        fields = List.copyOf(fields);
        byName = Map.copyOf(byName);
    }

    static CrmModule of(String apiName, List<CrmField> fields) {
        Map<String, CrmField> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.apiName(), field));
        return new CrmModule(apiName, fields, byName);
    }

    public Optional<CrmField> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
