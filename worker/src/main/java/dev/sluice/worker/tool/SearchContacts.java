package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.util.ArrayList;
import tools.jackson.databind.node.ObjectNode;

/** Who is this, and how can we reach them? One request to Zoho. */
final class SearchContacts implements Tool {
    private static final int DEFAULT_LIMIT = 5;

    private final InstantSource clock;

    SearchContacts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "search_contacts";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        int limit = arguments.path("limit").asInt(DEFAULT_LIMIT);
        var query = ContactQuery.of(arguments.path("query").asString(""), limit, Unsearched.names(arguments));
        var asOf = Fields.asOf(clock);

        var found = zoho.crm().coql(query.coql());

        var answer = Json.mapper().createObjectNode();
        var contacts = answer.putArray("contacts");
        var records = new ArrayList<RecordRef>(limit);
        boolean truncated = found.more();
        for (var row : found.rows()) {
            if (!query.means(row)) {
                continue;
            }
            if (contacts.size() == limit) {
                truncated = true;
                break;
            }
            contacts.add(Contact.entry(row, records));
        }
        answer.put("truncated", truncated).put("as_of", asOf);
        return new Answer(answer, records);
    }

    @Override
    public String text(ObjectNode structured) {
        var contacts = structured.path("contacts");
        var prose = new Prose();
        if (contacts.isEmpty()) {
            prose.line("No contact matches. Try fewer words, or another part of the name, e-mail, company or number.");
        } else {
            prose.line(Prose.count(contacts.size(), "contact")
                    + (structured.path("truncated").asBoolean(false)
                            ? ", and there are more: a longer query narrows them down."
                            : "."));
        }
        int number = 0;
        for (var contact : contacts) {
            Contact.tell(prose.line(++number + ". "), contact)
                    .part("last activity", Prose.text(contact, "last_activity_at"))
                    .part("contact id", Prose.text(contact, "id"));
        }
        return prose.line("As of ").part(Prose.text(structured, "as_of")).toString();
    }
}
