package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who owes us money, how much, and since when? One request to Zoho, and one more for the first call of all. */
final class GetOverdueInvoices implements Tool {
    private static final int DEFAULT_RESULTS = 10;

    private final InstantSource clock;

    GetOverdueInvoices(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "get_overdue_invoices";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        int most = arguments.path("max_results").asInt(DEFAULT_RESULTS);
        var now = clock.instant();

        var zone = zoho.books().organisation().timeZone();
        var found = zoho.books().overdueInvoices(Fields.text(arguments.path("customer_name")));

        var today = LocalDate.ofInstant(now, zone);
        var overdue = found.rows().stream()
                .sorted(Comparator.comparing(
                        GetOverdueInvoices::dueDate, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        var answer = Json.mapper().createObjectNode();
        var invoices = answer.putArray("invoices");
        var records = new ArrayList<RecordRef>();
        var totals = new Totals();
        for (var row : overdue) {
            totals.add(Fields.text(row.path("currency_code")), Fields.decimal(row.path("balance")));
            if (invoices.size() < most) {
                var id = Fields.text(row.path("invoice_id"));
                invoices.add(invoice(row, id, today));
                if (id != null) {
                    records.add(new RecordRef("Invoices", id));
                }
            }
        }
        totals.writeTo(answer.putArray("totals"), "balance", "invoices");
        answer.put("found", overdue.size())
                .put("totals_complete", !found.more())
                .put("truncated", found.more() || overdue.size() > most)
                .put("time_zone", zone.getId())
                .put("as_of", Fields.asOf(now));
        return new Answer(answer, records);
    }

    private static ObjectNode invoice(JsonNode row, @Nullable String id, LocalDate today) {
        var invoice = Json.mapper().createObjectNode();
        Fields.put(invoice, "id", id);
        Fields.put(invoice, "invoice_number", Fields.text(row.path("invoice_number")));
        Fields.put(invoice, "customer_id", Fields.text(row.path("customer_id")));
        Fields.put(invoice, "customer_name", Fields.text(row.path("customer_name")));
        Fields.put(invoice, "amount", Fields.decimal(row.path("total")));
        Fields.put(invoice, "balance", Fields.decimal(row.path("balance")));
        Fields.put(invoice, "currency", Fields.text(row.path("currency_code")));
        var due = dueDate(row);
        Fields.put(invoice, "due_date", due);
        if (due != null) {
            invoice.put("days_overdue", daysOverdue(due, today));
        }
        return invoice;
    }

    /** Books tells in prose how long an invoice is overdue, so it is counted here. */
    static long daysOverdue(LocalDate due, LocalDate today) {
        return Math.max(0, ChronoUnit.DAYS.between(due, today));
    }

    private static @Nullable LocalDate dueDate(JsonNode row) {
        return Fields.date(row.path("due_date"));
    }

    @Override
    public String text(ObjectNode structured) {
        var invoices = structured.path("invoices");
        var prose = new Prose();
        if (invoices.isEmpty()) {
            prose.line("No overdue invoice.");
        } else {
            int found = structured.path("found").asInt(invoices.size());
            prose.line(Prose.count(found, "overdue invoice"))
                    .part(found > invoices.size() ? ", the " + invoices.size() + " most overdue listed" : "");
        }
        int number = 0;
        for (var invoice : invoices) {
            var days = Prose.days(invoice, "days_overdue");
            prose.line(++number + ". ")
                    .part(Prose.text(invoice, "invoice_number"))
                    .part(Prose.text(invoice, "customer_name"))
                    .part("open", Prose.money(invoice, "balance"))
                    .part("of", Prose.money(invoice, "amount"))
                    .part("due", Prose.text(invoice, "due_date"))
                    .part(days.isEmpty() ? "" : days + " overdue")
                    .part("invoice id", Prose.text(invoice, "id"));
        }
        boolean complete = structured.path("totals_complete").asBoolean(true);
        for (var total : structured.path("totals")) {
            prose.line(complete ? "Open in all: " : "Open in those looked at, and there are more: ")
                    .part(Prose.money(total, "balance"))
                    .part("in", Prose.count(total.path("invoices").asInt(0), "invoice"));
        }
        return prose.line("As of ")
                .part(Prose.text(structured, "as_of"))
                .part("days counted in", Prose.text(structured, "time_zone"))
                .toString();
    }
}
