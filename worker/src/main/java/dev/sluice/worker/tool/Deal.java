package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A row of CRM's deals, as answers tell it. */
record Deal(JsonNode row) {
    /** What the rows must have been asked for with, Currency aside, which not every organisation has. */
    static final String FIELDS = "Deal_Name,Stage,Amount,Closing_Date,Probability,Account_Name,Owner";

    @Nullable
    LocalDate closingDate() {
        return Fields.date(row.path("Closing_Date"));
    }

    ObjectNode entry(List<RecordRef> disclosed) {
        var deal = Json.mapper().createObjectNode();
        var id = Fields.text(row.path("id"));
        Fields.put(deal, "id", id);
        Fields.put(deal, "name", Fields.text(row.path("Deal_Name")));
        Fields.put(deal, "stage", Fields.text(row.path("Stage")));
        Fields.put(deal, "amount", Fields.decimal(row.path("Amount")));
        Fields.put(deal, "currency", Fields.text(row.path("Currency")));
        Fields.put(deal, "expected_close_date", closingDate());
        Fields.put(deal, "probability", Fields.decimal(row.path("Probability")));
        Fields.put(deal, "account_id", Fields.id(row.path("Account_Name")));
        Fields.put(deal, "account_name", Fields.name(row.path("Account_Name")));
        Fields.put(deal, "contact_id", Fields.id(row.path("Contact_Name")));
        Fields.put(deal, "contact_name", Fields.name(row.path("Contact_Name")));
        Fields.put(deal, "owner", Fields.name(row.path("Owner")));
        if (id != null) {
            disclosed.add(new RecordRef("Deals", id));
        }
        return deal;
    }

    /** Adds to a line what an entry says. */
    static void tell(Prose prose, JsonNode entry) {
        var probability = Prose.text(entry, "probability");
        prose.part(Prose.text(entry, "name"))
                .part(Prose.money(entry, "amount"))
                .part("stage", Prose.text(entry, "stage"))
                .part(probability.isEmpty() ? "" : probability + " % likely")
                .part("expected close", Prose.text(entry, "expected_close_date"))
                .part("with", Prose.text(entry, "account_name"))
                .part("through", Prose.text(entry, "contact_name"))
                .part("led by", Prose.text(entry, "owner"))
                .part("deal id", Prose.text(entry, "id"));
    }
}
