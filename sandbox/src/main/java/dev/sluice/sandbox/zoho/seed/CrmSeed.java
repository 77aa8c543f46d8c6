package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Address;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.crm.record.Lead;
import dev.sluice.sandbox.zoho.crm.record.Stage;
import dev.sluice.sandbox.zoho.crm.record.User;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sows users, accounts, contacts, deals and leads. Acme Corp and TechStart are always among them. */
final class CrmSeed {

    static final String ACME = "Acme Corp";
    static final String TECHSTART = "TechStart Pty Ltd";

    private static final List<Stage> OPEN_STAGES = List.of(
            Stage.QUALIFICATION,
            Stage.NEEDS_ANALYSIS,
            Stage.VALUE_PROPOSITION,
            Stage.IDENTIFY_DECISION_MAKERS,
            Stage.PROPOSAL,
            Stage.NEGOTIATION);
    private static final List<Stage> CLOSED_STAGES =
            List.of(Stage.CLOSED_WON, Stage.CLOSED_WON, Stage.CLOSED_LOST, Stage.LOST_TO_COMPETITION);
    private static final List<String> LEAD_SOURCES =
            List.of("Web Download", "Trade Show", "Employee Referral", "Cold Call", "Partner", "Advertisement");
    private static final List<String> LEAD_STATUSES =
            List.of("Not Contacted", "Attempted to Contact", "Contacted", "Contact in Future", "Pre-Qualified");

    private final Seed seed;
    private final Dice dice;
    private final CrmData data;

    CrmSeed(Seed seed, Dice dice, String company, long firstId) {
        this.seed = seed;
        this.dice = dice;
        this.data = new CrmData(Long.toString(firstId + 57), company, seed.country(), firstId);
    }

    CrmData data() {
        return data;
    }

    void sow() {
        users();
        People people = new People(seed, dice, data.users().all());
        accounts(people);
        contacts(people);
        deals(people);
        leads(people);
    }

    private void users() {
        user("Sam", "Ng", "CEO", "Administrator");
        user("Harriet", "Walsh", "Manager", "Administrator");
        user("Ravi", "Menon", "Sales", "Standard");
        user("Claire", "Donnelly", "Sales", "Standard");
        user("Tom", "Baxter", "Sales", "Standard");
        user("Alinta", "Moore", "Sales", "Standard");
        user("Jonas", "Eriksen", "Delivery", "Standard");
        user("Stella", "Marino", "Accounts", "Standard");
    }

    private void user(String firstName, String lastName, String role, String profile) {
        String email = (firstName + "." + lastName).toLowerCase(Locale.ROOT) + "@" + People.domain(data.company());
        data.users().add(new User(data.nextId(), firstName, lastName, email, role, profile));
    }

    private void accounts(People people) {
        account(people, ACME, "Manufacturing");
        account(people, TECHSTART, "Technology");
        int stems = Vocabulary.COMPANY_STEMS.size();
        for (int i = 0; i < 120 * seed.scale() - 2; i++) {
            // Every tenth is a builder, whatever the dice say: the questions asked of this data are about them.
            Vocabulary.Industry industry =
                    i % 10 == 0 ? Vocabulary.INDUSTRIES.getFirst() : dice.pick(Vocabulary.INDUSTRIES);
            String round = i < 3 * stems ? "" : " " + (i / stems);
            String suffix =
                    industry.suffixes().get((i / stems) % industry.suffixes().size());
            String name = Vocabulary.COMPANY_STEMS.get(i % stems) + " " + suffix + round
                    + (dice.percent(60) ? " Pty Ltd" : "");
            boolean unknownIndustry = i % 10 != 0 && dice.percent(5);
            account(people, name, unknownIndustry ? null : industry.name());
        }
    }

    private void account(People people, String name, @Nullable String industry) {
        Address address = people.address();
        data.accounts()
                .add(new Account(
                        data.nextId(),
                        name,
                        industry,
                        dice.percent(70) ? "Customer" : "Prospect",
                        people.phone(address),
                        "https://www." + People.domain(name),
                        dice.percent(80) ? dice.amount(500_000, 80_000_000, 50_000) : null,
                        dice.between(5, 900),
                        address,
                        people.stamps(people.lastActivity())));
    }

    private void contacts(People people) {
        List<Account> accounts = data.accounts().all();
        int wanted = 500 * seed.scale();
        contact(people, accounts.get(1), "Mai", "Tran");
        contact(people, accounts.get(0), "Sarah", "Whitlock");
        for (int i = 2; i < wanted; i++) {
            String first = dice.pick(Vocabulary.FIRST_NAMES);
            String last = dice.pick(Vocabulary.LAST_NAMES);
            contact(people, employer(accounts, i, wanted), first, last);
        }
    }

    /** Three people an account, then whoever comes, and at the end a few who work nowhere we know of. */
    private @Nullable Account employer(List<Account> accounts, int i, int wanted) {
        if (i >= wanted - 12) {
            return null;
        }
        return i < 3 * accounts.size() ? accounts.get(i % accounts.size()) : dice.pick(accounts);
    }

    private void contact(People people, @Nullable Account account, String first, String last) {
        Vocabulary.Position position = dice.pick(Vocabulary.POSITIONS);
        Address address = account == null ? people.address() : account.billing();
        OffsetDateTime lastActivity = people.lastActivity();
        String email = people.email(first, last, account == null ? "mail" : account.name());
        data.contacts()
                .add(new Contact(
                        data.nextId(),
                        first,
                        last,
                        dice.percent(96) ? email : null,
                        dice.percent(85) ? people.phone(address) : null,
                        dice.percent(70) ? people.mobile() : null,
                        position.title(),
                        position.department(),
                        dice.pick(LEAD_SOURCES),
                        dice.percent(10) ? seed.today().minusDays(dice.between(9_000, 22_000)) : null,
                        account,
                        address,
                        people.stamps(lastActivity)));
    }

    private void deals(People people) {
        List<Account> accounts = data.accounts().all();
        Account acme = accounts.get(0);
        Account techStart = accounts.get(1);
        for (Stage stage :
                List.of(Stage.PROPOSAL, Stage.NEGOTIATION, Stage.QUALIFICATION, Stage.CLOSED_WON, Stage.CLOSED_LOST)) {
            deal(people, acme, stage, seed.country().currency());
        }
        for (Stage stage : List.of(Stage.VALUE_PROPOSITION, Stage.NEGOTIATION, Stage.CLOSED_WON)) {
            deal(people, techStart, stage, seed.country().currency());
        }
        // The last sixth of the accounts never had a deal.
        List<Account> buyers = accounts.subList(2, accounts.size() * 5 / 6);
        for (int i = 8; i < 300 * seed.scale(); i++) {
            Stage stage = dice.percent(45) ? dice.pick(OPEN_STAGES) : dice.pick(CLOSED_STAGES);
            int chance = dice.between(1, 100);
            deal(
                    people,
                    dice.pick(buyers),
                    stage,
                    chance <= 94
                            ? seed.country().currency()
                            : chance <= 97
                                    ? seed.country().neighbour()
                                    : seed.country().distant());
        }
    }

    private void deal(People people, Account account, Stage stage, String currency) {
        boolean known = account.name().equals(ACME) || account.name().equals(TECHSTART);
        List<Contact> contacts = data.contacts().lookingUp("Account_Name", account.id());
        LocalDate closing = seed.today().plusDays(stage.open() ? dice.between(-20, 150) : -dice.between(1, 400));
        OffsetDateTime lastActivity =
                stage.open() ? people.lastActivity() : dice.officeHours(closing.minusDays(1), seed.zone());
        data.deals()
                .add(new Deal(
                        data.nextId(),
                        account.name() + " - " + dice.pick(Vocabulary.DEAL_SUBJECTS),
                        known || dice.percent(97) ? dice.amount(5_000, 450_000, 100) : null,
                        currency,
                        seed.country().rate(currency),
                        stage,
                        closing,
                        dice.percent(60) ? "New Business" : "Existing Business",
                        dice.pick(LEAD_SOURCES),
                        stage.open() && dice.percent(60) ? dice.pick(Vocabulary.TASK_SUBJECTS) : null,
                        account,
                        contacts.isEmpty() || dice.percent(5) ? null : dice.pick(contacts),
                        people.stamps(lastActivity)));
    }

    private void leads(People people) {
        List<Deal> deals = data.deals().all();
        for (int i = 0; i < 40 * seed.scale(); i++) {
            String first = dice.pick(Vocabulary.FIRST_NAMES);
            String last = dice.pick(Vocabulary.LAST_NAMES);
            String company = dice.pick(Vocabulary.COMPANY_STEMS) + " Ventures";
            Address address = people.address();
            boolean converted = i % 8 == 7;
            data.leads()
                    .add(new Lead(
                            data.nextId(),
                            first,
                            last,
                            company,
                            dice.pick(Vocabulary.POSITIONS).title(),
                            people.email(first, last, company),
                            dice.percent(80) ? people.phone(address) : null,
                            dice.pick(LEAD_STATUSES),
                            dice.pick(LEAD_SOURCES),
                            dice.percent(90) ? dice.pick(Vocabulary.INDUSTRIES).name() : null,
                            dice.percent(70) ? dice.amount(200_000, 20_000_000, 10_000) : null,
                            converted,
                            converted ? dice.pick(deals) : null,
                            address,
                            people.stamps(people.lastActivity())));
        }
    }
}
