package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Call;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.crm.record.Event;
import dev.sluice.sandbox.zoho.crm.record.Note;
import dev.sluice.sandbox.zoho.crm.record.Stamps;
import dev.sluice.sandbox.zoho.crm.record.Task;
import dev.sluice.sandbox.zoho.crm.record.User;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sows what people did with one another: notes, calls, meetings, tasks; never after a record's last activity. */
final class ActivitySeed {

    private final Seed seed;
    private final Dice dice;
    private final CrmData data;

    ActivitySeed(Seed seed, Dice dice, CrmData data) {
        this.seed = seed;
        this.dice = dice;
        this.data = data;
    }

    void sow() {
        for (Contact contact : data.contacts().all()) {
            boolean leading = contact.account() != null && wellKnown(contact.account());
            history(contact, contact, contact.account(), contact.stamps(), leading);
        }
        for (Deal deal : data.deals().all()) {
            history(deal, deal.contact(), deal, deal.stamps(), wellKnown(deal.account()));
            if (deal.stage().open()) {
                plans(deal);
            }
        }
        for (Account account : data.accounts().all()) {
            OffsetDateTime last = account.stamps().lastActivityTime();
            if (last != null && (wellKnown(account) || dice.percent(40))) {
                note(account, last);
            }
        }
    }

    private static boolean wellKnown(Account account) {
        return account.name().equals(CrmSeed.ACME) || account.name().equals(CrmSeed.TECHSTART);
    }

    /** What happened up to the last activity of a record; with a well known one, something of everything. */
    private void history(
            CrmRecord about, @Nullable Contact who, @Nullable CrmRecord what, Stamps stamps, boolean wellKnown) {
        OffsetDateTime last = stamps.lastActivityTime();
        if (last == null) {
            return;
        }
        if (wellKnown || dice.percent(60)) {
            note(about, last);
        }
        if (dice.percent(30)) {
            note(about, earlier(last));
        }
        if (wellKnown || dice.percent(25)) {
            call(what, who, earlier(last));
        }
        if (wellKnown || dice.percent(10)) {
            event(what, who, earlier(last));
        }
        if (wellKnown || dice.percent(12)) {
            OffsetDateTime closed = earlier(last);
            task(what, who, closed.toLocalDate(), closed);
        }
    }

    /** What is still to come with an open deal; some of it should have been done already. */
    private void plans(Deal deal) {
        if (dice.percent(50)) {
            task(deal, deal.contact(), seed.today().plusDays(dice.between(-10, 30)), null);
        }
        if (dice.percent(15)) {
            event(deal, deal.contact(), dice.officeHours(seed.today().plusDays(dice.between(1, 21)), seed.zone()));
        }
    }

    private OffsetDateTime earlier(OffsetDateTime last) {
        return dice.officeHours(last.toLocalDate().minusDays(dice.between(1, 60)), seed.zone());
    }

    private void note(CrmRecord parent, OffsetDateTime at) {
        String content = dice.pick(Vocabulary.NOTE_SENTENCES)
                + (dice.percent(50) ? " " + dice.pick(Vocabulary.NOTE_SENTENCES) : "");
        String title = dice.percent(85) ? dice.pick(Vocabulary.NOTE_TITLES) : null;
        data.notes().add(new Note(data.nextId(), title, content, parent, stamps(at)));
    }

    private void call(@Nullable CrmRecord what, @Nullable Contact who, OffsetDateTime at) {
        String type = dice.percent(70) ? "Outbound" : dice.percent(80) ? "Inbound" : "Missed";
        Duration duration = type.equals("Missed") ? Duration.ZERO : Duration.ofSeconds(dice.between(45, 2_400));
        data.calls()
                .add(new Call(
                        data.nextId(),
                        dice.pick(Vocabulary.CALL_SUBJECTS) + with(who),
                        type,
                        at,
                        duration,
                        dice.pick(Vocabulary.CALL_PURPOSES),
                        type.equals("Outbound") ? dice.pick(List.of("Interested", "Requested more info")) : null,
                        what,
                        who,
                        stamps(at)));
    }

    private void event(@Nullable CrmRecord what, @Nullable Contact who, OffsetDateTime at) {
        data.events()
                .add(new Event(
                        data.nextId(),
                        dice.pick(Vocabulary.EVENT_TITLES) + with(who),
                        at,
                        at.plusMinutes(30L * dice.between(1, 4)),
                        dice.pick(Vocabulary.SUBURBS).name(),
                        what,
                        who,
                        stamps(at.minusDays(7))));
    }

    private void task(@Nullable CrmRecord what, @Nullable Contact who, LocalDate due, @Nullable OffsetDateTime closed) {
        OffsetDateTime made = dice.officeHours(due.minusDays(dice.between(11, 25)), seed.zone());
        data.tasks()
                .add(new Task(
                        data.nextId(),
                        dice.pick(Vocabulary.TASK_SUBJECTS),
                        closed != null ? "Completed" : dice.percent(50) ? "Not Started" : "In Progress",
                        dice.pick(List.of("High", "Normal", "Normal", "Low")),
                        due,
                        closed,
                        what,
                        who,
                        stamps(made)));
    }

    private static String with(@Nullable Contact who) {
        return Optional.ofNullable(who)
                .map(contact -> " with " + contact.displayName())
                .orElse("");
    }

    private Stamps stamps(OffsetDateTime at) {
        User owner = dice.pick(data.users().all());
        return new Stamps(owner, owner, at, owner, at, null);
    }
}
