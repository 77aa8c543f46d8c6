package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.declared.Column;
import dev.sluice.common.declared.Day;
import dev.sluice.common.declared.DeclaredTool;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.CrmMetadata;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question that an operator declared. One request to Zoho; and once an hour one for the fields of each module that the
 * query touches, against which it is checked, and two for the calendar if it names days.
 */
final class AskDeclared implements Tool {
    private final DeclaredTool declared;
    private final InstantSource clock;

    AskDeclared(DeclaredTool declared, InstantSource clock) {
        this.declared = declared;
        this.clock = clock;
    }

    @Override
    public String name() {
        return declared.name();
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        var now = clock.instant();
        var metadata = zoho.crm().metadata();
        check(metadata);
        var days = declared.query().places().stream()
                        .anyMatch(place -> Day.named(place).isPresent())
                ? days(metadata)
                : Map.<Day, String>of();
        var coql = switch (declared.bind(arguments, days)) {
            case DeclaredTool.Bound.Query(var query) -> query;
            case DeclaredTool.Bound.Wrong(var parameter, var expected) ->
                throw new CallFailed(new Failure.Invalid(parameter + " is missing or no " + expected
                        + "; a text may hold no quote, no backslash and no %."));
        };
        var found = zoho.crm().coql(coql);

        var answer = Json.mapper().createObjectNode();
        var rows = answer.putArray("rows");
        var records = new ArrayList<RecordRef>();
        for (var row : found.rows()
                .subList(0, Math.min(declared.maxRows(), found.rows().size()))) {
            var entry = rows.addObject();
            declared.columns().forEach(column -> put(entry, column, row.path(column.from())));
            var id = Fields.text(row.path("id"));
            if (id != null) {
                records.add(new RecordRef(declared.query().module(), id));
            }
        }
        answer.put("truncated", found.more() || found.rows().size() > declared.maxRows())
                .put("as_of", Fields.asOf(now));
        return new Answer(answer, records);
    }

    private static void put(ObjectNode entry, Column column, JsonNode value) {
        switch (column.type()) {
            case TEXT -> Fields.put(entry, column.name(), Fields.name(value));
            case NUMBER -> Fields.put(entry, column.name(), Fields.decimal(value));
            case DATE -> Fields.put(entry, column.name(), Fields.text(value));
            case ID -> Fields.put(entry, column.name(), value.isObject() ? Fields.id(value) : Fields.text(value));
        }
    }

    private Map<Day, String> days(CrmMetadata metadata) {
        var today = LocalDate.ofInstant(clock.instant(), metadata.organisation().timeZone());
        var start = metadata.fiscalYearStart();
        var month = Period.named("this_month", today, start);
        var quarter = Period.named("this_quarter", today, start);
        var year = Period.named("this_year", today, start);
        var days = new EnumMap<Day, String>(Day.class);
        for (var day : Day.values()) {
            days.put(
                    day,
                    (switch (day) {
                                case TODAY -> today;
                                case MONTH_START -> month.from();
                                case MONTH_END -> month.to();
                                case QUARTER_START -> quarter.from();
                                case QUARTER_END -> quarter.to();
                                case YEAR_START -> year.from();
                                case YEAR_END -> year.to();
                            })
                            .toString());
        }
        return days;
    }

    /** Refuses a query that names what the organisation does not have, before Zoho is asked. */
    private void check(CrmMetadata metadata) {
        var unknown = DeclaredColumns.unknown(declared.query(), metadata);
        if (!unknown.isEmpty()) {
            throw new CallFailed(new Failure.Invalid("The declared tool asks for " + String.join(", and for ", unknown)
                    + ". An operator corrects it in " + declared.queryPlace() + "."));
        }
    }

    @Override
    public String text(ObjectNode structured) {
        var rows = structured.path("rows");
        var prose = new Prose();
        prose.line(rows.isEmpty() ? "Nothing was found." : Prose.count(rows.size(), "row"))
                .part(structured.path("truncated").asBoolean(false) ? ", and there are more" : "");
        int number = 0;
        for (var row : rows) {
            prose.line(++number + ". ");
            declared.columns().forEach(column -> prose.part(label(column), Prose.text(row, column.name())));
        }
        return prose.line("As of ").part(Prose.text(structured, "as_of")).toString();
    }

    private static String label(Column column) {
        return column.name().replace('_', ' ');
    }
}
