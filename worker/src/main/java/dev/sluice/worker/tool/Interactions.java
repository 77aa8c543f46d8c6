package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.Page;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gathers what passed between us and somebody from the five places where CRM keeps it. Calls, meetings and tasks take a
 * query each; notes and e-mails hang on single records and take a request for each of these, so only the records with
 * the latest activity are looked into, and what was left out is told.
 */
final class Interactions {
    private static final int LONGEST_TEXT = 600;

    private final ZohoSession zoho;
    private final Instant since;
    private final Instant now;
    private final ZoneId zone;
    private final List<String> notCovered = new ArrayList<>();

    Interactions(ZohoSession zoho, Instant since, Instant now, ZoneId zone) {
        this.zoho = zoho;
        this.since = since;
        this.now = now;
        this.zone = zone;
    }

    /**
     * Whose interactions are gathered: a company with its people and deals, or one person with theirs.
     *
     * @param what the accounts and deals, the latest activity first
     * @param who the contacts, the latest activity first
     */
    record Subject(List<Party> what, List<Party> who) {
        Subject {
            what = List.copyOf(what);
            who = List.copyOf(who);
        }

        /** All of them, the accounts first, then the latest activity first. */
        List<Party> parties() {
            var all = new ArrayList<>(what);
            all.addAll(who);
            all.sort(Comparator.comparing(Party::isAccount)
                    .reversed()
                    .thenComparing(
                            Party::lastActivity,
                            Comparator.nullsLast(
                                    Comparator.<Instant>naturalOrder().reversed())));
            return all;
        }
    }

    /** The records that something may have been said to or about. */
    static List<RecordRef> lookedAt(Subject subject) {
        return subject.parties().stream()
                .map(party -> new RecordRef(party.module(), party.id()))
                .toList();
    }

    /** A record that something may have been said to or about. */
    record Party(
            String module,
            String id,
            @Nullable String name,
            @Nullable Instant lastActivity) {
        static List<Party> of(String module, String nameField, List<JsonNode> rows) {
            return rows.stream()
                    .filter(row -> Fields.text(row.path("id")) != null)
                    .map(row -> new Party(
                            module,
                            String.valueOf(Fields.text(row.path("id"))),
                            Fields.text(row.path(nameField)),
                            Fields.instant(row.path("Last_Activity_Time"))))
                    .toList();
        }

        boolean isAccount() {
            return module.equals("Accounts");
        }
    }

    /** One thing that passed, and when. */
    record Interaction(Instant at, ObjectNode entry, RecordRef record) {}

    /** How many records may be asked for their notes, and how many for their e-mails. */
    record Bounds(int notes, int emails) {}

    /** All that is found, newest first, each once. */
    List<Interaction> gather(Subject subject, Bounds bounds) {
        var parties = subject.parties();
        var questions = new ArrayList<Callable<List<Interaction>>>();
        var related = related(subject);
        if (!related.isEmpty()) {
            questions.add(() -> calls(related));
            questions.add(() -> events(related));
            questions.add(() -> tasks(related));
        }
        limited(parties, bounds.notes(), "notes").forEach(party -> questions.add(() -> notes(party)));
        limited(subject.who(), bounds.emails(), "e-mails").forEach(party -> questions.add(() -> emails(party)));

        var seen = new HashSet<RecordRef>();
        return SideBySide.run("zoho-interactions", questions).stream()
                .flatMap(List::stream)
                .filter(interaction ->
                        !interaction.at().isBefore(since) && !interaction.at().isAfter(now))
                .sorted(Comparator.comparing(Interaction::at)
                        .reversed()
                        .thenComparing(interaction -> interaction.record().id()))
                .filter(interaction -> seen.add(interaction.record()))
                .toList();
    }

    /** What could not be looked at, and why. */
    List<String> notCovered() {
        synchronized (notCovered) {
            return List.copyOf(notCovered);
        }
    }

    private List<Party> limited(List<Party> parties, int most, String what) {
        if (most > 0 && parties.size() > most) {
            leftOut(what + " of " + (parties.size() - most) + " records with less recent activity");
        }
        return parties.stream().limit(most).toList();
    }

    private void leftOut(String what) {
        synchronized (notCovered) {
            notCovered.add(what);
        }
    }

    /** The condition that an activity is about one of these records, or with one of these people. */
    private String related(Subject subject) {
        var conditions = new ArrayList<String>();
        in("What_Id", subject.what(), "accounts and deals").ifPresent(conditions::add);
        in("Who_Id", subject.who(), "contacts").ifPresent(conditions::add);
        return conditions.isEmpty() ? "" : Coql.anyOf(conditions);
    }

    private Optional<String> in(String field, List<Party> parties, String what) {
        if (parties.size() > Coql.MOST_VALUES) {
            leftOut("calls, meetings and tasks of " + (parties.size() - Coql.MOST_VALUES) + " " + what
                    + " with less recent activity");
        }
        return parties.isEmpty()
                ? Optional.empty()
                : Optional.of(Coql.in(
                        field,
                        parties.stream().limit(Coql.MOST_VALUES).map(Party::id).toList()));
    }

    private List<Interaction> calls(String related) {
        var during = Coql.between("Call_Start_Time", time(since), time(now));
        return activities(
                "Calls",
                "Subject, Call_Type, Call_Start_Time, Call_Duration, Call_Purpose, Call_Result",
                Coql.allOf(List.of(related, during)),
                "Call_Start_Time",
                row -> {
                    var entry = activity(row, "call", "Calls", "Subject");
                    Fields.put(entry, "direction", lower(Fields.text(row.path("Call_Type"))));
                    Fields.put(entry, "duration", Fields.text(row.path("Call_Duration")));
                    Fields.put(entry, "purpose", excerpt(row.path("Call_Purpose")));
                    Fields.put(entry, "outcome", excerpt(row.path("Call_Result")));
                    return interaction(row, entry, "Calls", Fields.instant(row.path("Call_Start_Time")));
                });
    }

    private List<Interaction> events(String related) {
        var during = Coql.between("Start_DateTime", time(since), time(now));
        return activities(
                "Events",
                "Event_Title, Start_DateTime, End_DateTime, Venue",
                Coql.allOf(List.of(related, during)),
                "Start_DateTime",
                row -> {
                    var entry = activity(row, "meeting", "Events", "Event_Title");
                    Fields.put(entry, "place", excerpt(row.path("Venue")));
                    return interaction(row, entry, "Events", Fields.instant(row.path("Start_DateTime")));
                });
    }

    /** Those done in the time, and those that should have been. */
    private List<Interaction> tasks(String related) {
        var during = Coql.anyOf(List.of(
                Coql.between("Closed_Time", time(since), time(now)),
                Coql.between("Due_Date", day(since).toString(), day(now).toString())));
        return activities(
                "Tasks",
                "Subject, Status, Priority, Due_Date, Closed_Time",
                Coql.allOf(List.of(related, during)),
                "Due_Date",
                row -> {
                    var entry = activity(row, "task", "Tasks", "Subject");
                    Fields.put(entry, "status", Fields.text(row.path("Status")));
                    var due = Fields.date(row.path("Due_Date"));
                    Fields.put(entry, "due_date", due);
                    var closed = Fields.instant(row.path("Closed_Time"));
                    return interaction(
                            row,
                            entry,
                            "Tasks",
                            closed != null || due == null
                                    ? closed
                                    : due.atStartOfDay(zone).toInstant());
                });
    }

    private List<Interaction> activities(
            String module,
            String columns,
            String conditions,
            String orderBy,
            Function<JsonNode, @Nullable Interaction> read) {
        var page = zoho.crm()
                .coql("select " + columns + ", What_Id, Who_Id, Owner from " + module + " where " + conditions
                        + " order by " + orderBy + " desc limit " + Coql.MOST_ROWS);
        if (page.more()) {
            leftOut("all but the latest " + Coql.MOST_ROWS + " of the " + lower(module));
        }
        return read(page, read);
    }

    private ObjectNode activity(JsonNode row, String kind, String module, String title) {
        var entry = entry(kind);
        Fields.put(entry, "title", excerpt(row.path(title)));
        Fields.put(entry, "by", Fields.name(row.path("Owner")));
        Fields.put(entry, "with", Fields.name(row.path("Who_Id")));
        Fields.put(entry, "with_contact_id", Fields.id(row.path("Who_Id")));
        Fields.put(entry, "about", Fields.name(row.path("What_Id")));
        Fields.put(entry, "module", module);
        Fields.put(entry, "id", Fields.text(row.path("id")));
        return entry;
    }

    private List<Interaction> notes(Party party) {
        var page = zoho.crm().notes(party.module(), party.id());
        if (page.more() && page.rows().stream().allMatch(row -> within(row.path("Created_Time")))) {
            leftOut("the older notes of " + (party.name() == null ? party.id() : party.name()));
        }
        return read(page, row -> {
            var entry = entry("note");
            Fields.put(entry, "title", excerpt(row.path("Note_Title")));
            Fields.put(entry, "content", excerpt(row.path("Note_Content")));
            var author = Fields.name(row.path("Created_By"));
            Fields.put(entry, "by", author == null ? Fields.name(row.path("Owner")) : author);
            if (party.module().equals("Contacts")) {
                Fields.put(entry, "with", party.name());
                entry.put("with_contact_id", party.id());
            } else {
                Fields.put(entry, "about", party.name());
            }
            Fields.put(entry, "module", "Notes");
            Fields.put(entry, "id", Fields.text(row.path("id")));
            return interaction(row, entry, "Notes", Fields.instant(row.path("Created_Time")));
        });
    }

    private boolean within(JsonNode time) {
        var at = Fields.instant(time);
        return at != null && !at.isBefore(since);
    }

    /** A connection without the scope for e-mails can still tell the rest. */
    private List<Interaction> emails(Party party) {
        Page page;
        try {
            page = zoho.crm().emails(party.module(), party.id());
        } catch (CallFailed e) {
            if (!(e.failure() instanceof Failure.NotPermitted)) {
                throw e;
            }
            leftOut("e-mails of " + (party.name() == null ? party.id() : party.name()) + ": "
                    + e.failure().message());
            return List.of();
        }
        if (page.more() && page.rows().stream().allMatch(row -> within(row.path("time")))) {
            leftOut("the older e-mails with " + (party.name() == null ? party.id() : party.name()));
        }
        return read(page, row -> {
            var entry = entry("email");
            Fields.put(entry, "title", excerpt(row.path("subject")));
            Fields.put(entry, "direction", row.path("sent").asBoolean(true) ? "outbound" : "inbound");
            Fields.put(entry, "by", Fields.text(row.path("from").path("user_name")));
            Fields.put(entry, "with", party.name());
            entry.put("with_contact_id", party.id());
            Fields.put(entry, "module", "Emails");
            // Between angle brackets, as plain text would have it no more.
            var id = row.path("message_id").asString("");
            Fields.put(entry, "id", id);
            var at = Fields.instant(row.path("time"));
            return at == null || id.isEmpty() ? null : dated(at, entry, new RecordRef("Emails", id));
        });
    }

    private static List<Interaction> read(Page page, Function<JsonNode, @Nullable Interaction> read) {
        var found = new ArrayList<Interaction>();
        for (var row : page.rows()) {
            var interaction = read.apply(row);
            if (interaction != null) {
                found.add(interaction);
            }
        }
        return found;
    }

    private @Nullable Interaction interaction(JsonNode row, ObjectNode entry, String module, @Nullable Instant at) {
        var id = Fields.text(row.path("id"));
        return at == null || id == null ? null : dated(at, entry, new RecordRef(module, id));
    }

    private Interaction dated(Instant at, ObjectNode entry, RecordRef record) {
        entry.put("at", at.atZone(zone).toOffsetDateTime().toString());
        return new Interaction(at, entry, record);
    }

    private static ObjectNode entry(String kind) {
        return Json.mapper().createObjectNode().put("kind", kind);
    }

    /** What somebody wrote, without markup and not at any length. */
    private static @Nullable String excerpt(JsonNode node) {
        var text = Fields.text(node);
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    private static String time(Instant instant) {
        return Fields.asOf(instant).replace("Z", "+00:00");
    }

    /** Adds a line for each interaction of an answer, its words quoted as what they are: somebody else's. */
    static void tell(Prose prose, JsonNode interactions) {
        int number = 0;
        for (var entry : interactions) {
            prose.line(++number + ". ")
                    .part(Prose.text(entry, "at"))
                    .part(Prose.text(entry, "kind"))
                    .part(Prose.text(entry, "direction"))
                    .part("by", Prose.text(entry, "by"))
                    .part("with", Prose.text(entry, "with"))
                    .part("about", Prose.text(entry, "about"))
                    .part("status", Prose.text(entry, "status"))
                    .part("title", quoted(entry, "title"))
                    .part("says", quoted(entry, "content"))
                    .part("outcome", quoted(entry, "outcome"));
        }
    }

    private static String quoted(JsonNode entry, String field) {
        var text = Prose.text(entry, field);
        return text.isEmpty() ? "" : "\u201c" + text + "\u201d";
    }

    /** How many of each kind there are. */
    static Map<String, Integer> counts(List<Interaction> interactions) {
        var counts = new LinkedHashMap<String, Integer>();
        interactions.forEach(
                interaction -> counts.merge(interaction.entry().path("kind").asString(""), 1, Integer::sum));
        return counts;
    }
}
