package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.Email;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the e-mails with a record. The list has a shape of its own, is paged by an index, and tells no e-mail's text. */
final class EmailReads {

    private static final int PER_PAGE = 10;

    private final CrmData data;

    EmailReads(CrmData data) {
        this.data = data;
    }

    Response list(String module, String id, Params params) {
        if (RecordReads.find(RecordReads.table(data, module), id).isEmpty()) {
            return Response.noContent();
        }
        List<Email> all = data.mailbox().of(id);
        int from = Math.clamp(params.integer("index").orElse(0), 0, all.size());
        int to = Math.min(from + PER_PAGE, all.size());
        if (from == to) {
            return Response.noContent();
        }
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("count", to - from);
        info.put("next_index", to < all.size() ? Integer.toString(to) : null);
        info.put("prev_index", from > 0 ? Integer.toString(Math.max(0, from - PER_PAGE)) : null);
        info.put("per_page", PER_PAGE);
        info.put("more_records", to < all.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Emails", all.subList(from, to).stream().map(EmailReads::row).toList());
        body.put("info", info);
        return Response.json(200, body);
    }

    private static Map<String, Object> row(Email email) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("message_id", email.messageId());
        row.put("subject", email.subject());
        row.put("from", person(email.from()));
        row.put("to", List.of(person(email.to())));
        row.put("time", email.time());
        row.put("sent", email.sent());
        row.put("status", email.opened() ? List.of(Map.of("type", "opened")) : List.of(Map.of("type", "sent")));
        row.put("has_attachment", false);
        return row;
    }

    private static Map<String, String> person(Email.Correspondent person) {
        return Map.of("user_name", person.name(), "email", person.address());
    }
}
