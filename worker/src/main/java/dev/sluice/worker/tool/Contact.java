package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A row of CRM's contacts, as answers tell it. */
final class Contact {
    private Contact() {}

    static ObjectNode entry(JsonNode row, List<RecordRef> disclosed) {
        var contact = Json.mapper().createObjectNode();
        var id = Fields.text(row.path("id"));
        Fields.put(contact, "id", id);
        Fields.put(contact, "name", Fields.text(row.path("Full_Name")));
        Fields.put(contact, "email", Fields.text(row.path("Email")));
        Fields.put(contact, "phone", Fields.text(row.path("Phone")));
        Fields.put(contact, "mobile", Fields.text(row.path("Mobile")));
        Fields.put(contact, "job_title", Fields.text(row.path("Title")));
        Fields.put(contact, "account_id", Fields.id(row.path("Account_Name")));
        var joined = Fields.text(row.path("Account_Name.Account_Name"));
        Fields.put(contact, "account_name", joined == null ? Fields.name(row.path("Account_Name")) : joined);
        Fields.put(contact, "owner", Fields.name(row.path("Owner")));
        Fields.put(contact, "last_activity_at", Fields.text(row.path("Last_Activity_Time")));
        if (id != null) {
            disclosed.add(new RecordRef("Contacts", id));
        }
        return contact;
    }

    /** Adds to a line who this is and how to reach them. */
    static Prose tell(Prose prose, JsonNode contact) {
        return prose.part(Prose.text(contact, "name"))
                .part(Prose.text(contact, "job_title"))
                .part("at", Prose.text(contact, "account_name"))
                .part(Prose.text(contact, "email"))
                .part("phone", Prose.text(contact, "phone"))
                .part("mobile", Prose.text(contact, "mobile"))
                .part("looked after by", Prose.text(contact, "owner"));
    }
}
