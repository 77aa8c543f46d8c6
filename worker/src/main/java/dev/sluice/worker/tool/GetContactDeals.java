package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is in the pipeline with this contact? One request to Zoho; two when there is none. */
final class GetContactDeals implements Tool {
    /** Currency exists in organisations that use several; asked for elsewhere, it is left out of the answer. */
    private static final String FIELDS = "Deal_Name,Stage,Amount,Currency,Closing_Date,Probability,Account_Name,Owner";

    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> closedStages;
    private final InstantSource clock;

    GetContactDeals(List<String> closedStages, InstantSource clock) {
        this.closedStages = closedStages.stream().map(GetContactDeals::bare).collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    @Override
    public String name() {
        return "get_contact_deals";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        var contactId = arguments.path("contact_id").asString("");
        var asOf = Fields.asOf(clock);

        var found = zoho.crm().dealsOfContact(contactId, FIELDS);
        // Zoho says the same of a contact without deals and of one that does not exist.
        if (found.rows().isEmpty() && !zoho.crm().exists("Contacts", contactId)) {
            throw new CallFailed(new Failure.NotFound("There is no contact with the id " + contactId
                    + "; find it with search_contacts and pass its id."));
        }

        var active = found.rows().stream()
                .filter(row -> !closed(row))
                .sorted(Comparator.comparing(
                        GetContactDeals::closingDate, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        var answer = Json.mapper().createObjectNode().put("contact_id", contactId);
        var deals = answer.putArray("deals");
        var records = new ArrayList<RecordRef>(active.size());
        var totals = new Totals();
        for (var row : active) {
            var id = Fields.text(row.path("id"));
            deals.add(deal(row, id));
            totals.add(Fields.text(row.path("Currency")), Fields.decimal(row.path("Amount")));
            if (id != null) {
                records.add(new RecordRef("Deals", id));
            }
        }
        totals.writeTo(answer.putArray("totals"), "amount", "deals");
        answer.put("closed_deals", found.rows().size() - active.size())
                .put("truncated", found.more())
                .put("as_of", asOf);
        return new Answer(answer, records);
    }

    private static ObjectNode deal(JsonNode row, @Nullable String id) {
        var deal = Json.mapper().createObjectNode();
        Fields.put(deal, "id", id);
        Fields.put(deal, "name", Fields.text(row.path("Deal_Name")));
        Fields.put(deal, "stage", Fields.text(row.path("Stage")));
        Fields.put(deal, "amount", Fields.decimal(row.path("Amount")));
        Fields.put(deal, "currency", Fields.text(row.path("Currency")));
        Fields.put(deal, "expected_close_date", closingDate(row));
        Fields.put(deal, "probability", Fields.decimal(row.path("Probability")));
        Fields.put(deal, "account_id", Fields.id(row.path("Account_Name")));
        Fields.put(deal, "account_name", Fields.name(row.path("Account_Name")));
        Fields.put(deal, "owner", Fields.name(row.path("Owner")));
        return deal;
    }

    private static @Nullable LocalDate closingDate(JsonNode row) {
        return Fields.date(row.path("Closing_Date"));
    }

    private boolean closed(JsonNode row) {
        var stage = Fields.text(row.path("Stage"));
        return stage != null && closedStages.contains(bare(stage));
    }

    private static String bare(String stage) {
        return NO_LETTER.matcher(stage).replaceAll("").toLowerCase(Locale.ROOT);
    }

    @Override
    public String text(ObjectNode structured) {
        var deals = structured.path("deals");
        var prose = new Prose();
        prose.line(deals.isEmpty() ? "No active deal" : Prose.count(deals.size(), "active deal"))
                .part(deals.isEmpty() ? "" : ", soonest expected close first");
        int closed = structured.path("closed_deals").asInt(0);
        if (closed > 0) {
            prose.part(Prose.count(closed, "deal") + " won or lost left out");
        }
        if (structured.path("truncated").asBoolean(false)) {
            prose.part("the contact has more deals than were looked at, so some are missing here");
        }
        int number = 0;
        for (var deal : deals) {
            var probability = Prose.text(deal, "probability");
            prose.line(++number + ". ")
                    .part(Prose.text(deal, "name"))
                    .part(Prose.money(deal, "amount"))
                    .part("stage", Prose.text(deal, "stage"))
                    .part(probability.isEmpty() ? "" : probability + " % likely")
                    .part("expected close", Prose.text(deal, "expected_close_date"))
                    .part("with", Prose.text(deal, "account_name"))
                    .part("led by", Prose.text(deal, "owner"))
                    .part("deal id", Prose.text(deal, "id"));
        }
        for (var total : structured.path("totals")) {
            prose.line("Total: ")
                    .part(Prose.money(total, "amount"))
                    .part("in", Prose.count(total.path("deals").asInt(0), "deal"));
        }
        return prose.line("As of ").part(Prose.text(structured, "as_of")).toString();
    }
}
