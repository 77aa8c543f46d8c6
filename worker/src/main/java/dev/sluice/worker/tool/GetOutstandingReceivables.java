package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is outstanding, and from whom? Without an industry one request for each 200 open invoices, at most five. With one
 * also a request for the companies of the industry, at most five for the customers of Books, at most two to tell
 * namesakes apart and at most twenty for companies that go by another name in Books; and once an hour one each for the
 * organisation and the industries there are.
 */
final class GetOutstandingReceivables implements Tool {
    private static final int DEFAULT_CUSTOMERS = 10;

    private final InstantSource clock;

    GetOutstandingReceivables(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "get_outstanding_receivables";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        int most = arguments.path("max_customers").asInt(DEFAULT_CUSTOMERS);
        var now = clock.instant();
        var zone = zoho.books().organisation().timeZone();
        var today = LocalDate.ofInstant(now, zone);
        var customer = Fields.text(arguments.path("customer_name"));
        var typed = Fields.text(arguments.path("industry"));

        var industry = typed == null ? null : Choice.ofPicklist("industry", typed, zoho, "Accounts", "Industry");
        var join =
                industry == null ? IndustryJoin.everybody(zoho, customer) : IndustryJoin.of(industry, zoho, customer);
        var debts = Receivables.byCustomer(join.invoices()).stream()
                .sorted(Comparator.comparing(Receivables.Debt::currency)
                        .thenComparing(
                                Comparator.comparing(Receivables.Debt::balance).reversed()))
                .toList();

        var answer = Json.mapper().createObjectNode();
        if (industry != null) {
            answer.put("industry", industry);
        }
        var customers = answer.putArray("customers");
        var records = new ArrayList<RecordRef>();
        for (var debt : debts.subList(0, Math.min(most, debts.size()))) {
            var entry = customers.addObject();
            debt.writeTo(entry, today);
            join.writeMatch(debt.customerId(), entry, records);
            records.add(new RecordRef("Customers", debt.customerId()));
            debt.invoices().forEach(invoice -> records.add(new RecordRef("Invoices", invoice.id())));
        }
        Receivables.writeTotals(join.invoices(), today, answer.putArray("totals"));
        names(answer, "accounts_not_in_books", industry, join.unmatchedAccounts());
        names(answer, "customers_not_in_crm", industry, join.unmatchedCustomers());
        GetInteractionHistory.writeNotCovered(answer, join.notCovered());
        answer.put("found", debts.size())
                .put("totals_complete", join.notCovered().isEmpty())
                .put("truncated", debts.size() > most)
                .put("time_zone", zone.getId())
                .put("as_of", Fields.asOf(now));
        return new Answer(answer, records);
    }

    private static void names(ObjectNode answer, String field, @Nullable String industry, List<String> names) {
        if (industry != null) {
            var array = answer.putArray(field);
            names.forEach(array::add);
        }
    }

    @Override
    public String text(ObjectNode structured) {
        var customers = structured.path("customers");
        var industry = Prose.text(structured, "industry");
        var prose = new Prose();
        int found = structured.path("found").asInt(0);
        prose.line(found == 0 ? "Nothing is outstanding" : Prose.count(found, "open balance"))
                .part(industry.isEmpty() ? "" : " from companies of the industry " + industry)
                .part(found > customers.size() ? "the largest " + customers.size() + " are listed" : "");
        int number = 0;
        for (var customer : customers) {
            var days = Prose.days(customer, "days_overdue");
            prose.line(++number + ". ")
                    .part(Prose.text(customer, "customer_name"))
                    .part("owes", Prose.money(customer, "balance"))
                    .part("overdue", Prose.money(customer, "overdue"))
                    .part(days.isEmpty() || days.startsWith("0") ? "" : "for up to " + days)
                    .part("matched by", Prose.text(customer, "matched_by"))
                    .part("account id", Prose.text(customer, "account_id"))
                    .part("customer id", Prose.text(customer, "customer_id"));
        }
        Receivables.tell(
                prose,
                structured.path("totals"),
                structured.path("totals_complete").asBoolean(true));
        structured
                .path("accounts_not_in_books")
                .forEach(name -> prose.line("In CRM but not found in Books: ").part(name.asString("")));
        structured
                .path("customers_not_in_crm")
                .forEach(name -> prose.line("Owes, but of unknown industry since CRM does not have it: ")
                        .part(name.asString("")));
        structured
                .path("not_covered")
                .forEach(what -> prose.line("Not looked at: ").part(what.asString("")));
        return prose.line("As of ")
                .part(Prose.text(structured, "as_of"))
                .part("days counted in", Prose.text(structured, "time_zone"))
                .toString();
    }
}
