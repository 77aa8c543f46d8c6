package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.worker.zoho.ZohoSession;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds out which account of CRM somebody means by a name. One request. */
final class Companies {
    private static final String COLUMNS =
            "Account_Name, Industry, Account_Type, Phone, Website, Billing_City, Owner, Last_Activity_Time";
    private static final int MOST_CANDIDATES = 10;
    private static final int MOST_WORDS = 10;

    private Companies() {}

    /** What a name may lead to, when it leads to anything. */
    sealed interface Found {
        record One(JsonNode account) implements Found {}

        /** Several are possible, and a guess would be worse than a question. */
        record Several(List<JsonNode> accounts, boolean more) implements Found {}
    }

    /**
     * The account of that name whatever its case, or the only one whose name has all the words in it.
     *
     * @throws CallFailed when there is none
     */
    static Found named(String name, ZohoSession zoho) {
        var words = ContactQuery.words(name);
        if (words.isEmpty()) {
            throw new CallFailed(new Failure.Invalid("The company's name has no letter and no digit to search for."));
        }
        var page = zoho.crm()
                .coql("select " + COLUMNS + " from Accounts where "
                        + Coql.allOf(words.stream()
                                .limit(MOST_WORDS)
                                .map(word -> Coql.contains("Account_Name", word))
                                .toList())
                        + " order by Last_Activity_Time desc limit " + Coql.MOST_ROWS);
        var same = page.rows().stream()
                .filter(row -> bare(Fields.text(row.path("Account_Name"))).equals(bare(name)))
                .toList();
        var meant = same.isEmpty() ? page.rows() : same;
        if (meant.isEmpty()) {
            throw new CallFailed(new Failure.NotFound("Zoho CRM has no company whose name has '" + name
                    + "' in it; try fewer words, or find its people with search_contacts."));
        }
        return meant.size() == 1
                ? new Found.One(meant.getFirst())
                : new Found.Several(
                        meant.stream().limit(MOST_CANDIDATES).toList(), page.more() || meant.size() > MOST_CANDIDATES);
    }

    /**
     * The account with that id.
     *
     * @throws CallFailed when there is none
     */
    static JsonNode withId(String id, ZohoSession zoho) {
        return zoho
                .crm()
                .coql("select " + COLUMNS + " from Accounts where " + Coql.equal("id", id) + " limit 1")
                .rows()
                .stream()
                .findFirst()
                .orElseThrow(() -> new CallFailed(new Failure.NotFound("Zoho CRM has no company with the id " + id
                        + "; find it by name, or through a contact's account_id.")));
    }

    /** Lists the companies that may be meant, for the caller to choose from. */
    static void writeCandidates(Found.Several several, ObjectNode answer, List<RecordRef> disclosed) {
        var candidates = answer.putArray("candidates");
        for (var row : several.accounts()) {
            write(row, candidates.addObject(), disclosed);
        }
        answer.put("more_candidates", several.more());
    }

    static void write(JsonNode row, ObjectNode company, List<RecordRef> disclosed) {
        var id = Fields.text(row.path("id"));
        Fields.put(company, "id", id);
        Fields.put(company, "name", Fields.text(row.path("Account_Name")));
        Fields.put(company, "industry", Fields.text(row.path("Industry")));
        Fields.put(company, "type", Fields.text(row.path("Account_Type")));
        Fields.put(company, "city", Fields.text(row.path("Billing_City")));
        Fields.put(company, "phone", Fields.text(row.path("Phone")));
        Fields.put(company, "website", Fields.text(row.path("Website")));
        Fields.put(company, "owner", Fields.name(row.path("Owner")));
        Fields.put(company, "last_activity_at", Fields.text(row.path("Last_Activity_Time")));
        if (id != null) {
            disclosed.add(new RecordRef("Accounts", id));
        }
    }

    /** Asks, in prose, which of them is meant. */
    static String question(ObjectNode structured) {
        var prose = new Prose()
                .line("Several companies may be meant. Ask which one, then call again with its id as account_id.");
        int number = 0;
        for (var candidate : structured.path("candidates")) {
            prose.line(++number + ". ")
                    .part(Prose.text(candidate, "name"))
                    .part(Prose.text(candidate, "industry"))
                    .part(Prose.text(candidate, "city"))
                    .part("account id", Prose.text(candidate, "id"));
        }
        return prose.toString();
    }

    private static String bare(@Nullable String name) {
        return name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    }
}
