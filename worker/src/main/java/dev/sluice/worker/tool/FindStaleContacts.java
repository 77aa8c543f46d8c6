package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.Page;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom have we not been in touch with? Two requests to Zoho: those with nothing recorded at all, which no comparison
 * with a time finds, and those last heard of too long ago. Two more to count them when there are more than one look
 * shows; and, once an hour, one each for the industries and the colleagues there are.
 */
final class FindStaleContacts implements Tool {
    private static final int DEFAULT_DAYS = 30;
    private static final int DEFAULT_LIMIT = 20;
    private static final String LAST = "Last_Activity_Time";
    private static final String COLUMNS = "Full_Name, Email, Phone, Mobile, Title, Account_Name,"
            + " Account_Name.Account_Name, Account_Name.Industry, Owner, Last_Activity_Time";

    private final InstantSource clock;

    FindStaleContacts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "find_stale_contacts";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        int days = arguments.path("days").asInt(DEFAULT_DAYS);
        int limit = arguments.path("limit").asInt(DEFAULT_LIMIT);
        var now = clock.instant();
        var since = now.truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(days));

        var filters = filters(arguments, zoho);
        var never = conditions(Coql.isNull(LAST), filters);
        var before = conditions(Coql.before(LAST, time(since)), filters);
        List<Callable<Page>> questions = List.of(
                () -> zoho.crm().coql(select(never) + " order by Created_Time asc limit " + Coql.MOST_ROWS),
                () -> zoho.crm().coql(select(before) + " order by " + LAST + " asc limit " + Coql.MOST_ROWS));
        var pages = SideBySide.run("zoho-contacts", questions);
        long neverCount = count(pages.getFirst(), never, zoho);
        long beforeCount = count(pages.getLast(), before, zoho);

        var answer = Json.mapper().createObjectNode();
        var contacts = answer.putArray("contacts");
        var records = new ArrayList<RecordRef>();
        for (var page : pages) {
            page.rows().stream()
                    .limit(limit - contacts.size())
                    .forEach(row -> contacts.add(contact(row, now, records)));
        }
        answer.put("days", days)
                .put("since", Fields.asOf(since))
                .put("found", neverCount + beforeCount)
                .put("never_recorded", neverCount)
                .put("truncated", neverCount + beforeCount > contacts.size())
                .put("as_of", Fields.asOf(now));
        return new Answer(answer, records);
    }

    private static List<String> filters(ObjectNode arguments, ZohoSession zoho) {
        var filters = new ArrayList<String>();
        var owner = Fields.text(arguments.path("owner"));
        if (owner != null) {
            filters.add(Coql.equal(
                    "Owner",
                    Choice.ofUsers(owner, "contact.owner", Unsearched.names(arguments), zoho)
                            .id()));
        }
        var industry = Fields.text(arguments.path("industry"));
        if (industry != null) {
            filters.add(Coql.named(
                    "Account_Name.Industry", Choice.ofPicklist("industry", industry, zoho, "Accounts", "Industry")));
        }
        return filters;
    }

    private static String conditions(String first, List<String> filters) {
        var all = new ArrayList<String>();
        all.add(first);
        all.addAll(filters);
        return Coql.allOf(all);
    }

    private static String select(String conditions) {
        return "select " + COLUMNS + " from Contacts where " + conditions;
    }

    /** How many there are: as many as came, unless there are more, which Zoho then counts. */
    private static long count(Page page, String conditions, ZohoSession zoho) {
        if (!page.more()) {
            return page.rows().size();
        }
        return zoho.crm().coql("select COUNT(id) from Contacts where " + conditions).rows().stream()
                .flatMap(row -> row.valueStream().filter(JsonNode::isIntegralNumber))
                .mapToLong(JsonNode::longValue)
                .findFirst()
                .orElse(page.rows().size());
    }

    private static String time(Instant instant) {
        return Fields.asOf(instant).replace("Z", "+00:00");
    }

    private static ObjectNode contact(JsonNode row, Instant now, List<RecordRef> disclosed) {
        var contact = Contact.entry(row, disclosed);
        Fields.put(contact, "industry", Fields.text(row.path("Account_Name.Industry")));
        var last = Fields.instant(row.path(LAST));
        if (last != null) {
            contact.put("days_since", Duration.between(last, now).toDays());
        }
        return contact;
    }

    @Override
    public String text(ObjectNode structured) {
        var contacts = structured.path("contacts");
        var days = Prose.days(structured, "days");
        var prose = new Prose();
        int found = structured.path("found").asInt(0);
        prose.line(
                found == 0
                        ? "Every contact has an activity recorded in that time."
                        : Prose.count(found, "contact") + " without recorded activity for "
                                + (days.isEmpty() ? "that long" : days) + ", of whom "
                                + structured.path("never_recorded").asInt(0) + " with none at all");
        if (structured.path("truncated").asBoolean(false)) {
            prose.part("the first " + contacts.size() + " are listed");
        }
        int number = 0;
        for (var contact : contacts) {
            var ago = Prose.days(contact, "days_since");
            Contact.tell(prose.line(++number + ". "), contact)
                    .part(lastActivity(
                            ago, number <= structured.path("never_recorded").asInt(0)))
                    .part("contact id", Prose.text(contact, "id"));
        }
        return prose.line("As of ")
                .part(Prose.text(structured, "as_of"))
                .part("an edit counts as activity too, so this is no proof of a conversation")
                .toString();
    }

    /** Those without any come first; of the others it may be withheld. */
    private static String lastActivity(String ago, boolean never) {
        return ago.isEmpty() ? never ? "no activity recorded" : "" : "last activity " + ago + " ago";
    }
}
