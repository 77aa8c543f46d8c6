package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.CrmMetadata;
import dev.sluice.worker.zoho.ZohoSession;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which are our biggest deals this quarter? One request to Zoho, and up to four more once an hour for how the
 * organisation is set up. Amounts of different currencies are not compared: each currency has a ranking of its own.
 */
final class GetTopDeals implements Tool {
    private static final int DEFAULT_LIMIT = 5;
    private static final String ABOUT = "Open deals by amount. Leads in Zoho CRM carry no amount: a lead gets a value"
            + " only when it is converted into a deal.";

    private final Stages stages;
    private final InstantSource clock;

    GetTopDeals(Stages stages, InstantSource clock) {
        this.stages = stages;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "get_top_deals";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        int limit = arguments.path("limit").asInt(DEFAULT_LIMIT);
        var now = clock.instant();

        var setUp = SetUp.of(arguments, zoho);
        var name = arguments.path("period").asString("this_quarter");
        var period =
                Period.named(name, LocalDate.ofInstant(now, setUp.organisation().timeZone()), setUp.fiscalYearStart());
        var found = zoho.crm().coql(query(setUp, period));

        var open = found.rows().stream()
                .filter(row -> !stages.closed(row))
                .filter(row -> setUp.stage() == null || setUp.stage().equals(Fields.text(row.path("Stage"))))
                .toList();
        var answer = Json.mapper().createObjectNode().put("about", ABOUT);
        answer.putObject("period")
                .put("name", name)
                .put("from", period.from().toString())
                .put("to", period.to().toString())
                .put("fiscal_year_starts_in", setUp.fiscalYearStart().getValue());
        var records = new ArrayList<RecordRef>();
        write(answer, open, setUp.organisation().currency(), limit, records);
        answer.put("found", open.size())
                .put("totals_complete", !found.more())
                .put("truncated", found.more() || records.size() < open.size())
                .put("time_zone", setUp.organisation().timeZone().getId())
                .put("as_of", Fields.asOf(now));
        return new Answer(answer, records);
    }

    /** How the organisation is set up, as far as the question needs it. */
    private record SetUp(
            CrmMetadata.Organisation organisation,
            Month fiscalYearStart,
            List<String> stages,
            @Nullable String stage,
            @Nullable String owner) {

        static SetUp of(ObjectNode arguments, ZohoSession zoho) {
            var metadata = zoho.crm().metadata();
            var owner = Fields.text(arguments.path("owner"));
            var stage = Fields.text(arguments.path("stage"));
            List<Callable<Object>> lookUps = new ArrayList<>();
            lookUps.add(metadata::organisation);
            lookUps.add(metadata::fiscalYearStart);
            lookUps.add(() -> metadata.fields("Deals"));
            if (owner != null) {
                lookUps.add(metadata::users);
            }
            SideBySide.run("zoho-metadata", lookUps);
            return new SetUp(
                    metadata.organisation(),
                    metadata.fiscalYearStart(),
                    metadata.fields("Deals").find("Stage").stream()
                            .flatMap(field -> field.picklist().stream())
                            .toList(),
                    stage == null ? null : Choice.ofPicklist("stage", stage, zoho, "Deals", "Stage"),
                    owner == null
                            ? null
                            : Choice.ofUsers(owner, "deal.owner", Unsearched.names(arguments), zoho)
                                    .id());
        }
    }

    private String query(SetUp setUp, Period period) {
        var conditions = new ArrayList<String>();
        conditions.add(Coql.between(
                "Closing_Date", period.from().toString(), period.to().toString()));
        var closed = setUp.stages().stream()
                .filter(stages::closed)
                .filter(Coql::safe)
                .limit(Coql.MOST_VALUES)
                .toList();
        if (setUp.stage() != null) {
            conditions.add(Coql.named("Stage", setUp.stage()));
        } else if (!closed.isEmpty()) {
            conditions.add(Coql.notIn("Stage", closed));
        }
        if (setUp.owner() != null) {
            conditions.add(Coql.equal("Owner", setUp.owner()));
        }
        // Only an organisation that uses several currencies has the column; asked of another, the query is refused.
        var columns = Deal.FIELDS + ",Contact_Name" + (setUp.organisation().severalCurrencies() ? ",Currency" : "");
        return "select " + columns.replace(",", ", ") + " from Deals where " + Coql.allOf(conditions)
                + " order by Amount desc limit " + Coql.MOST_ROWS;
    }

    private static void write(
            ObjectNode answer, List<JsonNode> open, String own, int limit, List<RecordRef> disclosed) {
        var byCurrency = new TreeMap<String, List<JsonNode>>();
        var totals = new Totals();
        int without = 0;
        for (var row : open) {
            var amount = Fields.decimal(row.path("Amount"));
            var currency = currency(row, own);
            if (amount == null) {
                without++;
            } else {
                byCurrency.computeIfAbsent(currency, _ -> new ArrayList<>()).add(row);
                totals.add(currency, amount);
            }
        }
        var first = byCurrency.containsKey(own) || byCurrency.isEmpty() ? own : byCurrency.firstKey();
        rank(answer.putArray("deals"), byCurrency.getOrDefault(first, List.of()), first, limit, disclosed);
        var others = answer.putArray("other_currencies");
        for (Map.Entry<String, List<JsonNode>> entry : byCurrency.entrySet()) {
            if (!entry.getKey().equals(first)) {
                var other = others.addObject().put("currency", entry.getKey());
                rank(other.putArray("deals"), entry.getValue(), entry.getKey(), limit, disclosed);
            }
        }
        totals.writeTo(answer.putArray("totals"), "amount", "deals");
        answer.put("without_amount", without);
    }

    private static void rank(
            ArrayNode target, List<JsonNode> rows, String currency, int limit, List<RecordRef> disclosed) {
        rows.stream()
                .sorted(Comparator.comparing(GetTopDeals::amount).reversed())
                .limit(limit)
                .forEach(row -> {
                    var entry = new Deal(row).entry(disclosed);
                    if (!currency.isEmpty()) {
                        entry.put("currency", currency);
                    }
                    target.add(entry);
                });
    }

    private static BigDecimal amount(JsonNode row) {
        var amount = Fields.decimal(row.path("Amount"));
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static String currency(JsonNode row, String own) {
        var currency = Fields.text(row.path("Currency"));
        return currency == null ? own : currency;
    }

    @Override
    public String text(ObjectNode structured) {
        var period = structured.path("period");
        var prose = new Prose();
        int found = structured.path("found").asInt(0);
        prose.line(found == 0 ? "No open deal closes" : Prose.count(found, "open deal") + " close")
                .part(" from " + Prose.text(period, "from") + " to " + Prose.text(period, "to"))
                .part(Prose.text(structured, "about"));
        rank(prose, structured.path("deals"));
        for (var other : structured.path("other_currencies")) {
            prose.line("In ").part(Prose.text(other, "currency")).part("a currency of its own, not compared");
            rank(prose, other.path("deals"));
        }
        boolean complete = structured.path("totals_complete").asBoolean(true);
        for (var total : structured.path("totals")) {
            prose.line(complete ? "All of them: " : "Those looked at, and there are more: ")
                    .part(Prose.money(total, "amount"))
                    .part("in", Prose.count(total.path("deals").asInt(0), "deal"));
        }
        int without = structured.path("without_amount").asInt(0);
        if (without > 0) {
            prose.line(Prose.count(without, "open deal") + " without an amount left out of the ranking");
        }
        return prose.line("As of ").part(Prose.text(structured, "as_of")).toString();
    }

    private static void rank(Prose prose, JsonNode deals) {
        int number = 0;
        for (var deal : deals) {
            Deal.tell(prose.line(++number + ". "), deal);
        }
    }
}
