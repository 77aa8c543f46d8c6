package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import java.util.List;
import java.util.Map;

/** Reads the records that hang on another: the deals of a contact, the notes of a deal. */
final class RelatedReads {

    private static final String NOTES = "Notes";

    private final CrmData data;
    private final PageTokens tokens;

    RelatedReads(CrmData data, PageTokens tokens) {
        this.data = data;
        this.tokens = tokens;
    }

    Response list(String module, String id, String relation, Request request) {
        Params params = request.params();
        CrmTable<?> parents = RecordReads.table(data, module);
        String lookup = lookup(parents.module().apiName(), relation);
        CrmTable<?> table = RecordReads.table(data, relation);
        List<CrmField> fields = Rows.required(table.module(), params);
        Sorting sorting = Sorting.of(params, relation.equals(NOTES) ? "asc" : "desc");
        if (RecordReads.find(parents, id).isEmpty()) {
            return Response.noContent();
        }
        List<? extends CrmRecord> rows = table.lookingUp(lookup, id);
        return new RecordList(request, sorting, tokens, data.zone()).answer(sorting.sort(rows), fields);
    }

    /** The lookup field by which records of that related list point at their parent. */
    private static String lookup(String parent, String relation) {
        return switch (parent + "/" + relation) {
            case "Contacts/Notes", "Accounts/Notes", "Deals/Notes", "Leads/Notes" -> "Parent_Id";
            case "Contacts/Deals" -> "Contact_Name";
            case "Accounts/Deals", "Accounts/Contacts" -> "Account_Name";
            default ->
                throw CrmRefusal.of(
                        400,
                        "INVALID_DATA",
                        "the relation name given seems to be invalid",
                        Map.of("resource_path_index", 2));
        };
    }
}
