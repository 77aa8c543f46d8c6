package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.Email;
import dev.sluice.sandbox.zoho.crm.record.Email.Correspondent;
import dev.sluice.sandbox.zoho.crm.record.User;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sows e-mails with contacts, never after a contact's last activity. It has dice of its own. */
final class EmailSeed {

    private static final List<String> SUBJECTS = List.of(
            "Your quote",
            "Re: Site visit next week",
            "Revised drawings",
            "Re: Contract for signature",
            "Minutes of our meeting",
            "Delivery dates");

    private final Seed seed;
    private final Dice dice;
    private final CrmData data;

    EmailSeed(Seed seed, CrmData data) {
        this.seed = seed;
        this.dice = new Dice(seed.value() + 1);
        this.data = data;
    }

    void sow() {
        for (Contact contact : data.contacts().all()) {
            OffsetDateTime last = contact.stamps().lastActivityTime();
            String address = contact.email();
            if (last == null || address == null || !(wellKnown(contact.account()) || dice.percent(20))) {
                continue;
            }
            for (int i = dice.between(1, 3); i > 0; i--) {
                email(contact, address, last);
            }
        }
    }

    private static boolean wellKnown(@Nullable Account account) {
        return account != null
                && (account.name().equals(CrmSeed.ACME) || account.name().equals(CrmSeed.TECHSTART));
    }

    private void email(Contact contact, String address, OffsetDateTime last) {
        User colleague = dice.pick(data.users().all());
        Correspondent us = new Correspondent(colleague.displayName(), colleague.email());
        Correspondent them = new Correspondent(contact.displayName(), address);
        boolean sent = dice.percent(60);
        OffsetDateTime time = dice.officeHours(last.toLocalDate().minusDays(dice.between(1, 45)), seed.zone());
        data.mailbox()
                .add(
                        contact.id(),
                        new Email(
                                "<" + data.nextId() + "@mail.example>",
                                dice.pick(SUBJECTS),
                                sent ? us : them,
                                sent ? them : us,
                                time,
                                sent,
                                dice.percent(50)));
    }
}
