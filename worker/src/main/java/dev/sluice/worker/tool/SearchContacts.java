package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
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
        var query = ContactQuery.of(arguments.path("query").asString(""), limit);
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
            var contact = contact(row);
            contacts.add(contact);
            if (contact.has("id")) {
                records.add(new RecordRef("Contacts", contact.path("id").stringValue()));
            }
        }
        answer.put("truncated", truncated).put("as_of", asOf);
        return new Answer(answer, records);
    }

    private static ObjectNode contact(JsonNode row) {
        var contact = Json.mapper().createObjectNode();
        Fields.put(contact, "id", Fields.text(row.path("id")));
        Fields.put(contact, "name", Fields.text(row.path("Full_Name")));
        Fields.put(contact, "email", Fields.text(row.path("Email")));
        Fields.put(contact, "phone", Fields.text(row.path("Phone")));
        Fields.put(contact, "mobile", Fields.text(row.path("Mobile")));
        Fields.put(contact, "job_title", Fields.text(row.path("Title")));
        Fields.put(contact, "account_id", Fields.id(row.path("Account_Name")));
        var joined = Fields.text(row.path("Account_Name.Account_Name"));
        Fields.put(contact, "account_name", joined == null ? Fields.name(row.path("Account_Name")) : joined);
        Fields.put(contact, "owner", Fields.text(row.path("Owner").path("name")));
        Fields.put(contact, "last_activity_at", Fields.text(row.path("Last_Activity_Time")));
        return contact;
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
            prose.line(++number + ". ")
                    .part(Prose.text(contact, "name"))
                    .part(Prose.text(contact, "job_title"))
                    .part("at", Prose.text(contact, "account_name"))
                    .part(Prose.text(contact, "email"))
                    .part("phone", Prose.text(contact, "phone"))
                    .part("mobile", Prose.text(contact, "mobile"))
                    .part("last activity", Prose.text(contact, "last_activity_at"))
                    .part("looked after by", Prose.text(contact, "owner"))
                    .part("contact id", Prose.text(contact, "id"));
        }
        return prose.line("As of ").part(Prose.text(structured, "as_of")).toString();
    }
}
