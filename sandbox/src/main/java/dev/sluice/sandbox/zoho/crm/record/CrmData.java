package dev.sluice.sandbox.zoho.crm.record;

import dev.sluice.sandbox.zoho.country.Country;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** All that a CRM organisation holds. */
public final class CrmData {

    private final String organisationId;
    private final String company;
    private final Country country;
    private final AtomicLong lastId;

    private final CrmTable<User> users;
    private final CrmTable<Account> accounts;
    private final CrmTable<Contact> contacts;
    private final CrmTable<Deal> deals;
    private final CrmTable<Lead> leads;
    private final CrmTable<Call> calls;
    private final CrmTable<Event> events;
    private final CrmTable<Task> tasks;
    private final CrmTable<Note> notes;
    private final Mailbox mailbox;

    public CrmData(String organisationId, String company, Country country, long firstId) {
        this.organisationId = organisationId;
        this.company = company;
        this.country = country;
        this.lastId = new AtomicLong(firstId);
        this.mailbox = new Mailbox();
        this.users = new CrmTable<>(CrmModules.USERS);
        this.accounts = new CrmTable<>(CrmModules.ACCOUNTS);
        this.contacts = new CrmTable<>(CrmModules.CONTACTS);
        this.deals = new CrmTable<>(CrmModules.DEALS);
        this.leads = new CrmTable<>(CrmModules.LEADS);
        this.calls = new CrmTable<>(CrmModules.CALLS);
        this.events = new CrmTable<>(CrmModules.EVENTS);
        this.tasks = new CrmTable<>(CrmModules.TASKS);
        this.notes = new CrmTable<>(CrmModules.NOTES);
    }

    private CrmData(CrmData whole, Function<CrmModule, Set<String>> hidden) {
        this.organisationId = whole.organisationId;
        this.company = whole.company;
        this.country = whole.country;
        this.lastId = whole.lastId;
        this.mailbox = whole.mailbox;
        this.users = whole.users.without(hidden.apply(CrmModules.USERS));
        this.accounts = whole.accounts.without(hidden.apply(CrmModules.ACCOUNTS));
        this.contacts = whole.contacts.without(hidden.apply(CrmModules.CONTACTS));
        this.deals = whole.deals.without(hidden.apply(CrmModules.DEALS));
        this.leads = whole.leads.without(hidden.apply(CrmModules.LEADS));
        this.calls = whole.calls.without(hidden.apply(CrmModules.CALLS));
        this.events = whole.events.without(hidden.apply(CrmModules.EVENTS));
        this.tasks = whole.tasks.without(hidden.apply(CrmModules.TASKS));
        this.notes = whole.notes.without(hidden.apply(CrmModules.NOTES));
    }

    /** The same data, for somebody who does not see those fields of each module. */
    public CrmData without(Function<CrmModule, Set<String>> hidden) {
        boolean nothing =
                CrmModules.ALL.stream().allMatch(module -> hidden.apply(module).isEmpty());
        return nothing ? this : new CrmData(this, hidden);
    }

    public String organisationId() {
        return organisationId;
    }

    public String company() {
        return company;
    }

    public Country country() {
        return country;
    }

    public ZoneId zone() {
        return country.zone();
    }

    /** An id no record has; a later one is greater. */
    public String nextId() {
        return Long.toString(lastId.addAndGet(1000));
    }

    public CrmTable<User> users() {
        return users;
    }

    public CrmTable<Account> accounts() {
        return accounts;
    }

    public CrmTable<Contact> contacts() {
        return contacts;
    }

    public CrmTable<Deal> deals() {
        return deals;
    }

    public CrmTable<Lead> leads() {
        return leads;
    }

    public CrmTable<Call> calls() {
        return calls;
    }

    public CrmTable<Event> events() {
        return events;
    }

    public CrmTable<Task> tasks() {
        return tasks;
    }

    public CrmTable<Note> notes() {
        return notes;
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    /** The table behind a module's name in a path or a query, whatever its case. */
    public Optional<CrmTable<?>> table(String module) {
        return switch (module.toLowerCase(Locale.ROOT)) {
            case "users" -> Optional.of(users);
            case "accounts" -> Optional.of(accounts);
            case "contacts" -> Optional.of(contacts);
            case "deals" -> Optional.of(deals);
            case "leads" -> Optional.of(leads);
            case "calls" -> Optional.of(calls);
            case "events" -> Optional.of(events);
            case "tasks" -> Optional.of(tasks);
            case "notes" -> Optional.of(notes);
            default -> Optional.empty();
        };
    }

    /** Notes about that record, oldest first. */
    public List<Note> notesAbout(String parentId) {
        return notes.lookingUp("Parent_Id", parentId);
    }
}
