package dev.sluice.sandbox.zoho.crm.record;

import static dev.sluice.sandbox.zoho.crm.record.FieldType.BOOLEAN;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.CURRENCY;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.DATE;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.DATETIME;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.DOUBLE;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.EMAIL;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.INTEGER;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.PHONE;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.PICKLIST;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.TEXT;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.TEXTAREA;
import static dev.sluice.sandbox.zoho.crm.record.FieldType.WEBSITE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The modules of the organisation, and which field of which record each API name reads. */
public final class CrmModules {

    /** The target of a lookup that may point at records of several modules; nothing can be joined through it. */
    private static final String EITHER = "se_module";

    public static final CrmModule USERS = FieldList.of(User.class)
            .with("full_name", TEXT, User::displayName)
            .with("first_name", TEXT, User::firstName)
            .with("last_name", TEXT, User::lastName)
            .with("email", EMAIL, User::email)
            .as("users");

    public static final CrmModule ACCOUNTS = FieldList.of(Account.class)
            .with("Account_Name", TEXT, Account::name)
            .with("Industry", PICKLIST, Account::industry)
            .with("Account_Type", PICKLIST, Account::type)
            .with("Phone", PHONE, Account::phone)
            .with("Website", WEBSITE, Account::website)
            .with("Annual_Revenue", CURRENCY, Account::annualRevenue)
            .with("Employees", INTEGER, Account::employees)
            .with("Billing_Street", TEXT, account -> account.billing().street())
            .with("Billing_City", TEXT, account -> account.billing().city())
            .with("Billing_State", TEXT, account -> account.billing().state())
            .with("Billing_Code", TEXT, account -> account.billing().code())
            .with("Billing_Country", TEXT, account -> account.billing().country())
            .stamps(Account::stamps)
            .with("Last_Activity_Time", DATETIME, account -> account.stamps().lastActivityTime())
            .as("Accounts");

    public static final CrmModule CONTACTS = FieldList.of(Contact.class)
            .with("First_Name", TEXT, Contact::firstName)
            .with("Last_Name", TEXT, Contact::lastName)
            .with("Full_Name", TEXT, Contact::displayName)
            .with("Email", EMAIL, Contact::email)
            .with("Phone", PHONE, Contact::phone)
            .with("Mobile", PHONE, Contact::mobile)
            .with("Title", TEXT, Contact::title)
            .with("Department", TEXT, Contact::department)
            .with("Lead_Source", PICKLIST, Contact::leadSource)
            .with("Date_of_Birth", DATE, Contact::dateOfBirth)
            .lookup("Account_Name", "Accounts", Contact::account)
            .with("Mailing_Street", TEXT, contact -> contact.mailing().street())
            .with("Mailing_City", TEXT, contact -> contact.mailing().city())
            .with("Mailing_State", TEXT, contact -> contact.mailing().state())
            .with("Mailing_Zip", TEXT, contact -> contact.mailing().code())
            .with("Mailing_Country", TEXT, contact -> contact.mailing().country())
            .stamps(Contact::stamps)
            .with("Last_Activity_Time", DATETIME, contact -> contact.stamps().lastActivityTime())
            .as("Contacts");

    public static final CrmModule DEALS = FieldList.of(Deal.class)
            .with("Deal_Name", TEXT, Deal::name)
            .with("Amount", CURRENCY, Deal::amount)
            .with("Currency", PICKLIST, Deal::currency)
            .with("Exchange_Rate", DOUBLE, Deal::exchangeRate)
            .with("Expected_Revenue", CURRENCY, CrmModules::expectedRevenue)
            .with("Stage", PICKLIST, deal -> deal.stage().label())
            .with("Probability", INTEGER, deal -> deal.stage().probability())
            .with("Closing_Date", DATE, Deal::closingDate)
            .with("Pipeline", PICKLIST, _ -> "Standard (Standard)")
            .with("Type", PICKLIST, Deal::type)
            .with("Lead_Source", PICKLIST, Deal::leadSource)
            .with("Next_Step", TEXT, Deal::nextStep)
            .lookup("Account_Name", "Accounts", Deal::account)
            .lookup("Contact_Name", "Contacts", Deal::contact)
            .stamps(Deal::stamps)
            .with("Last_Activity_Time", DATETIME, deal -> deal.stamps().lastActivityTime())
            .as("Deals");

    public static final CrmModule LEADS = FieldList.of(Lead.class)
            .with("First_Name", TEXT, Lead::firstName)
            .with("Last_Name", TEXT, Lead::lastName)
            .with("Full_Name", TEXT, Lead::displayName)
            .with("Company", TEXT, Lead::company)
            .with("Title", TEXT, Lead::title)
            .with("Email", EMAIL, Lead::email)
            .with("Phone", PHONE, Lead::phone)
            .with("Lead_Status", PICKLIST, Lead::status)
            .with("Lead_Source", PICKLIST, Lead::source)
            .with("Industry", PICKLIST, Lead::industry)
            .with("Annual_Revenue", CURRENCY, Lead::annualRevenue)
            .with("Converted__s", BOOLEAN, Lead::converted)
            .lookup("Converted_Deal", "Deals", Lead::convertedDeal)
            .with("Street", TEXT, lead -> lead.address().street())
            .with("City", TEXT, lead -> lead.address().city())
            .with("State", TEXT, lead -> lead.address().state())
            .with("Zip_Code", TEXT, lead -> lead.address().code())
            .with("Country", TEXT, lead -> lead.address().country())
            .stamps(Lead::stamps)
            .with("Last_Activity_Time", DATETIME, lead -> lead.stamps().lastActivityTime())
            .as("Leads");

    public static final CrmModule CALLS = FieldList.of(Call.class)
            .with("Subject", TEXT, Call::subject)
            .with("Call_Type", PICKLIST, Call::type)
            .with("Call_Start_Time", DATETIME, Call::start)
            .with("Call_Duration", TEXT, call -> minutesAndSeconds(call.duration()))
            .with("Call_Purpose", PICKLIST, Call::purpose)
            .with("Call_Result", PICKLIST, Call::result)
            .lookup("What_Id", EITHER, Call::what)
            .lookup("Who_Id", "Contacts", Call::who)
            .stamps(Call::stamps)
            .as("Calls");

    public static final CrmModule EVENTS = FieldList.of(Event.class)
            .with("Event_Title", TEXT, Event::title)
            .with("Start_DateTime", DATETIME, Event::start)
            .with("End_DateTime", DATETIME, Event::end)
            .with("Venue", TEXT, Event::venue)
            .lookup("What_Id", EITHER, Event::what)
            .lookup("Who_Id", "Contacts", Event::who)
            .stamps(Event::stamps)
            .as("Events");

    public static final CrmModule TASKS = FieldList.of(Task.class)
            .with("Subject", TEXT, Task::subject)
            .with("Status", PICKLIST, Task::status)
            .with("Priority", PICKLIST, Task::priority)
            .with("Due_Date", DATE, Task::dueDate)
            .with("Closed_Time", DATETIME, Task::closedTime)
            .lookup("What_Id", EITHER, Task::what)
            .lookup("Who_Id", "Contacts", Task::who)
            .stamps(Task::stamps)
            .as("Tasks");

    public static final CrmModule NOTES = FieldList.of(Note.class)
            .with("Note_Title", TEXT, Note::title)
            .with("Note_Content", TEXTAREA, Note::content)
            .lookup("Parent_Id", EITHER, Note::parent)
            .stamps(Note::stamps)
            .as("Notes");

    public static final List<CrmModule> ALL =
            List.of(USERS, ACCOUNTS, CONTACTS, DEALS, LEADS, CALLS, EVENTS, TASKS, NOTES);

    private CrmModules() {}

    public static Optional<CrmModule> named(String apiName) {
        return ALL.stream()
                .filter(module -> module.apiName().equalsIgnoreCase(apiName))
                .findFirst();
    }

    /** The module a record belongs to. */
    public static CrmModule of(CrmRecord row) {
        return switch (row) {
            case User _ -> USERS;
            case Account _ -> ACCOUNTS;
            case Contact _ -> CONTACTS;
            case Deal _ -> DEALS;
            case Lead _ -> LEADS;
            case Call _ -> CALLS;
            case Event _ -> EVENTS;
            case Task _ -> TASKS;
            case Note _ -> NOTES;
        };
    }

    private static @Nullable BigDecimal expectedRevenue(Deal deal) {
        BigDecimal amount = deal.amount();
        return amount == null
                ? null
                : amount.multiply(BigDecimal.valueOf(deal.stage().probability()))
                        .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
    }

    private static String minutesAndSeconds(Duration duration) {
        return "%02d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
