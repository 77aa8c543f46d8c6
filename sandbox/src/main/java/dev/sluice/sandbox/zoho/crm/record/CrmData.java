package dev.sluice.sandbox.zoho.crm.record;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** All that a CRM organisation holds. */
public final class CrmData {

    private final String organisationId;
    private final String company;
    private final ZoneId zone;
    private final AtomicLong lastId;

    private final CrmTable<User> users = new CrmTable<>(CrmModules.USERS);
    private final CrmTable<Account> accounts = new CrmTable<>(CrmModules.ACCOUNTS);
    private final CrmTable<Contact> contacts = new CrmTable<>(CrmModules.CONTACTS);
    private final CrmTable<Deal> deals = new CrmTable<>(CrmModules.DEALS);
    private final CrmTable<Lead> leads = new CrmTable<>(CrmModules.LEADS);
    private final CrmTable<Call> calls = new CrmTable<>(CrmModules.CALLS);
    private final CrmTable<Event> events = new CrmTable<>(CrmModules.EVENTS);
    private final CrmTable<Task> tasks = new CrmTable<>(CrmModules.TASKS);
    private final CrmTable<Note> notes = new CrmTable<>(CrmModules.NOTES);

    private final Mailbox mailbox = new Mailbox();

    public CrmData(String organisationId, String company, ZoneId zone, long firstId) {
        this.organisationId = organisationId;
        this.company = company;
        this.zone = zone;
        this.lastId = new AtomicLong(firstId);
    }

    public String organisationId() {
        return organisationId;
    }

    public String company() {
        return company;
    }

    public ZoneId zone() {
        return zone;
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
