package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.crm.record.FieldType;
import dev.sluice.sandbox.zoho.crm.record.Stage;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how the organisation has set CRM up: the fields of a module, with what may be chosen, and the fiscal year. */
final class SettingsReads {

    private final CrmData data;

    SettingsReads(CrmData data) {
        this.data = data;
    }

    Response read(String what, Params params) {
        return switch (what) {
            case "fields" -> fields(params.get("module").orElseThrow(() -> CrmRefusal.missingParam("module")));
            case "fiscal_year" -> fiscalYear();
            default -> throw CrmRefusal.unknownUrl();
        };
    }

    private Response fields(String module) {
        CrmTable<?> table = data.table(module).orElseThrow(CrmRefusal::invalidModule);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (CrmField field : table.module().fields()) {
            rows.add(row(field, table, rows.size() + 1));
        }
        return Response.json(200, Map.of("fields", rows));
    }

    private static Map<String, @Nullable Object> row(CrmField field, CrmTable<?> table, int number) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id(table.module().apiName(), number));
        row.put("api_name", field.apiName());
        row.put("field_label", field.apiName().replace('_', ' '));
        row.put("display_label", field.apiName().replace('_', ' '));
        row.put("data_type", field.type().dataType());
        row.put("json_type", field.type().jsonType());
        row.put("read_only", field.type() == FieldType.ID);
        row.put("field_read_only", field.type() == FieldType.ID);
        row.put("system_mandatory", false);
        row.put("custom_field", false);
        row.put("visible", true);
        row.put("length", 255);
        row.put("lookup", lookup(field));
        row.put("pick_list_values", field.type() == FieldType.PICKLIST ? choices(field, table) : List.of());
        return row;
    }

    private static Map<String, Object> lookup(CrmField field) {
        String target = field.lookupModule();
        return target == null || field.type() != FieldType.LOOKUP
                ? Map.of()
                : Map.of("module", Map.of("api_name", target, "id", id(target, 0)), "display_label", field.apiName());
    }

    /** What may be chosen: the stages there are, and of any other picklist what some record has. */
    private static List<Map<String, @Nullable Object>> choices(CrmField field, CrmTable<?> table) {
        Stream<String> values = field.apiName().equals("Stage")
                ? Stream.of(Stage.values()).map(Stage::label)
                : table.all().stream()
                        .map(row -> (CrmRecord) row)
                        .map(field::of)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .sorted();
        List<Map<String, @Nullable Object>> choices = new ArrayList<>();
        values.distinct().forEach(value -> {
            Map<String, @Nullable Object> choice = new LinkedHashMap<>();
            choice.put("id", id(field.apiName(), choices.size() + 1));
            choice.put("display_value", value);
            choice.put("actual_value", value);
            choice.put("reference_value", value);
            choice.put("sequence_number", choices.size() + 1);
            choice.put("colour_code", null);
            choice.put("type", "used");
            choices.add(choice);
        });
        return choices;
    }

    /** Ids that stay the same from run to run. */
    private static String id(String name, int number) {
        return Long.toString(5_000_000_000_000_000_000L + (name.hashCode() & 0xffff_ffffL) * 1_000 + number);
    }

    private Response fiscalYear() {
        Map<String, Object> year = new LinkedHashMap<>();
        year.put("start_month", data.country().nameOfYearsFirstMonth());
        year.put("display_based_on", "end_month");
        year.put("id", data.organisationId());
        return Response.json(200, Map.of("fiscal_year", year));
    }
}
