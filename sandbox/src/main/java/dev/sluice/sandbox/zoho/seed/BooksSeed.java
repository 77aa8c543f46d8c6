package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.books.BooksData;
import dev.sluice.sandbox.zoho.books.Customer;
import dev.sluice.sandbox.zoho.books.Invoice;
import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grows customers and their invoices. Most customers are linked to a CRM account; some only share its name, a few are
 * unknown to CRM, and one construction account is unknown to Books.
 */
final class BooksSeed {

    private static final List<Fate> FATES = fates();

    private final Seed seed;
    private final Dice dice;
    private final CrmData crm;
    private final List<Customer> customers = new ArrayList<>();
    private final List<Invoice> invoices = new ArrayList<>();
    private final long firstId;
    private int made;

    BooksSeed(Seed seed, Dice dice, CrmData crm, long firstId) {
        this.seed = seed;
        this.dice = dice;
        this.crm = crm;
        this.firstId = firstId - 2_500_000_000_000_000_000L;
    }

    /** What becomes of an invoice. */
    private enum Fate {
        PAID,
        OVERDUE,
        PARTLY_PAID_OVERDUE,
        SENT,
        VIEWED,
        PARTLY_PAID,
        DRAFT,
        VOID
    }

    private static List<Fate> fates() {
        List<Fate> fates = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            int share = switch (fate) {
                case PAID -> 10;
                case OVERDUE -> 4;
                case SENT -> 3;
                case PARTLY_PAID_OVERDUE, VIEWED, PARTLY_PAID, DRAFT, VOID -> 1;
            };
            for (int i = 0; i < share; i++) {
                fates.add(fate);
            }
        }
        return List.copyOf(fates);
    }

    BooksData grow() {
        customers();
        Customer acme = customers.getFirst();
        invoice(acme, Fate.OVERDUE);
        invoice(acme, Fate.SENT);
        Customer techStart = customers.get(1);
        invoice(techStart, Fate.PARTLY_PAID);
        customers.stream().filter(this::builder).limit(6).toList().forEach(builder -> invoice(builder, Fate.OVERDUE));
        while (invoices.size() < 200 * seed.scale()) {
            invoice(dice.pick(customers), dice.pick(FATES));
        }
        return new BooksData(
                Long.toString(firstId / 1_000_000_000L), crm.company(), seed.country(), customers, invoices);
    }

    private void customers() {
        List<Account> accounts = crm.accounts().all();
        List<Account> builders = accounts.stream()
                .filter(account -> "Construction".equals(account.industry()))
                .toList();
        Account unknownToBooks = builders.getLast();
        Account sameNameOnly = builders.getFirst();
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            boolean wellKnown = i < 2 || builders.contains(account);
            if (account.equals(unknownToBooks) || !(wellKnown || dice.percent(65))) {
                continue;
            }
            boolean linked = !account.equals(sameNameOnly) && (wellKnown || dice.percent(88));
            customer(
                    account.name(),
                    linked ? account : null,
                    wellKnown ? seed.country().currency() : currency(),
                    account.phone());
        }
        for (String name : List.of("Wentworth Cafe", "Bondi Surf Hire", "Yass Hardware")) {
            customer(name, null, seed.country().currency(), "(02) 5550 0199");
        }
    }

    private String currency() {
        int chance = dice.between(1, 100);
        return chance <= 92
                ? seed.country().currency()
                : chance <= 97 ? seed.country().neighbour() : seed.country().distant();
    }

    private void customer(String name, @Nullable Account account, String currency, String phone) {
        List<Contact> contacts = account == null ? List.of() : crm.contacts().lookingUp("Account_Name", account.id());
        customers.add(new Customer(
                nextId(),
                name,
                account == null ? null : account.id(),
                contacts.isEmpty() ? null : contacts.getFirst().id(),
                currency,
                "accounts@" + People.domain(name),
                phone,
                dice.pick(List.of(14, 14, 30, 30, 7)),
                !dice.percent(3)));
    }

    private boolean builder(Customer customer) {
        String account = customer.crmAccountId();
        return account != null
                && crm.accounts()
                        .find(account)
                        .filter(found -> "Construction".equals(found.industry()))
                        .isPresent();
    }

    private void invoice(Customer customer, Fate fate) {
        LocalDate due = switch (fate) {
            case OVERDUE, PARTLY_PAID_OVERDUE -> seed.today().minusDays(dice.between(1, 120));
            case SENT, VIEWED, PARTLY_PAID, DRAFT -> seed.today().plusDays(dice.between(0, 29));
            case PAID, VOID -> seed.today().minusDays(dice.between(1, 380));
        };
        LocalDate date = due.minusDays(customer.paymentTerms());
        BigDecimal total = dice.amount(400, 60_000, 1).add(new BigDecimal(dice.between(0, 99)).movePointLeft(2));
        BigDecimal balance = switch (fate) {
            case PAID -> BigDecimal.ZERO;
            case PARTLY_PAID, PARTLY_PAID_OVERDUE ->
                total.multiply(new BigDecimal("0.4")).setScale(2, RoundingMode.HALF_UP);
            case OVERDUE, SENT, VIEWED, DRAFT, VOID -> total;
        };
        Invoice.State state = switch (fate) {
            case DRAFT -> Invoice.State.DRAFT;
            case VOID -> Invoice.State.VOID;
            case VIEWED -> Invoice.State.VIEWED;
            case PAID, OVERDUE, PARTLY_PAID_OVERDUE, SENT, PARTLY_PAID -> Invoice.State.SENT;
        };
        LocalDate day = date.isAfter(seed.today()) ? seed.today() : date;
        OffsetDateTime created = dice.officeHours(day, seed.zone());
        boolean somethingPaid = balance.compareTo(total) < 0;
        invoices.add(new Invoice(
                nextId(),
                "INV-%06d".formatted(101 + invoices.size()),
                customer,
                state,
                date,
                due,
                seed.country().rate(customer.currency()),
                total,
                balance,
                somethingPaid ? day : null,
                due.isBefore(seed.today()) && balance.signum() > 0 ? dice.between(0, 3) : 0,
                created,
                created));
    }

    private String nextId() {
        made++;
        return Long.toString(firstId + 1_000L * made + 13);
    }
}
