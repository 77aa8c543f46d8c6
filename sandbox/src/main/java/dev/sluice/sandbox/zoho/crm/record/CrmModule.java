package dev.sluice.sandbox.zoho.crm.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** The module as somebody sees it who does not see those fields; nobody can be kept from ids. */
    CrmModule without(Set<String> hidden) {
        return of(
                apiName,
                fields.stream()
                        .filter(field -> field.type() == FieldType.ID || !hidden.contains(field.apiName()))
                        .toList());
    }

    public Optional<CrmField> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
