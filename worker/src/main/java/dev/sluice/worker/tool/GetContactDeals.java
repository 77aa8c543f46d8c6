package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import tools.jackson.databind.node.ObjectNode;

/** What is in the pipeline with this contact? One request to Zoho; two when there is none. */
final class GetContactDeals implements Tool {
    /** Currency exists in organisations that use several; asked for elsewhere, it is left out of the answer. */
    private static final String FIELDS = Deal.FIELDS + ",Currency";

    private final Stages stages;
    private final InstantSource clock;

    GetContactDeals(Stages stages, InstantSource clock) {
        this.stages = stages;
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
                .filter(row -> !stages.closed(row))
                .map(Deal::new)
                .sorted(Comparator.comparing(Deal::closingDate, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        var answer = Json.mapper().createObjectNode().put("contact_id", contactId);
        var deals = answer.putArray("deals");
        var records = new ArrayList<RecordRef>(active.size());
        var totals = new Totals();
        for (var deal : active) {
            deals.add(deal.entry(records));
            totals.add(
                    Fields.text(deal.row().path("Currency")),
                    Fields.decimal(deal.row().path("Amount")));
        }
        totals.writeTo(answer.putArray("totals"), "amount", "deals");
        answer.put("closed_deals", found.rows().size() - active.size())
                .put("truncated", found.more())
                .put("as_of", asOf);
        return new Answer(answer, records);
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
            Deal.tell(prose.line(++number + ". "), deal);
        }
        for (var total : structured.path("totals")) {
            prose.line("Total: ")
                    .part(Prose.money(total, "amount"))
                    .part("in", Prose.count(total.path("deals").asInt(0), "deal"));
        }
        return prose.line("As of ").part(Prose.text(structured, "as_of")).toString();
    }
}
