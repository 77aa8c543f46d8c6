package dev.sluice.worker.tool;

import dev.sluice.worker.zoho.Page;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What customers owe, invoice by invoice, never added across currencies. */
final class Receivables {
    private static final int MOST_PAGES = 5;

    /** The borders of the ages that are told apart, in days past due. */
    private static final List<String> AGES =
            List.of("not_due", "days_1_to_30", "days_31_to_60", "days_61_to_90", "days_over_90");

    private Receivables() {}

    /** An invoice on which something is open. */
    record Open(
            String id,
            @Nullable String number,
            String customerId,
            String customerName,
            String currency,
            BigDecimal balance,
            @Nullable LocalDate due) {

        static @Nullable Open of(JsonNode row) {
            var id = Fields.text(row.path("invoice_id"));
            var customer = Fields.text(row.path("customer_id"));
            var balance = Fields.decimal(row.path("balance"));
            var status = String.valueOf(Fields.text(row.path("status")));
            if (id == null || customer == null || balance == null || balance.signum() <= 0 || !owed(status)) {
                return null;
            }
            var name = Fields.text(row.path("customer_name"));
            var currency = Fields.text(row.path("currency_code"));
            return new Open(
                    id,
                    Fields.text(row.path("invoice_number")),
                    customer,
                    name == null ? "" : name,
                    currency == null ? "" : currency,
                    balance,
                    Fields.date(row.path("due_date")));
        }

        /** Nobody owes what was never sent, or was taken back. */
        private static boolean owed(String status) {
            return !status.equalsIgnoreCase("draft") && !status.equalsIgnoreCase("void");
        }

        /** Days past due; 0 while it is not. */
        long daysOverdue(LocalDate today) {
            return due == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(due, today));
        }
    }

    /**
     * The rows with something open, of pages with the largest balances at their head: as far as the balances go, and no
     * further than five pages.
     *
     * @param page gives the page of that number, from 1
     */
    static Page pages(IntFunction<Page> page) {
        var rows = new ArrayList<JsonNode>();
        for (int number = 1; number <= MOST_PAGES; number++) {
            var found = page.apply(number);
            for (var row : found.rows()) {
                var balance = Fields.decimal(row.path("balance"));
                if (balance != null && balance.signum() <= 0) {
                    return new Page(rows, false);
                }
                rows.add(row);
            }
            if (!found.more()) {
                return new Page(rows, false);
            }
        }
        return new Page(rows, true);
    }

    static List<Open> open(Page page) {
        var open = new ArrayList<Open>();
        for (var row : page.rows()) {
            var invoice = Open.of(row);
            if (invoice != null) {
                open.add(invoice);
            }
        }
        return open;
    }

    /** What one customer owes in one currency. */
    record Debt(String customerId, String customerName, String currency, List<Open> invoices) {
        BigDecimal balance() {
            return sum(invoices);
        }

        BigDecimal overdue(LocalDate today) {
            return sum(invoices.stream()
                    .filter(invoice -> invoice.daysOverdue(today) > 0)
                    .toList());
        }

        long daysOverdue(LocalDate today) {
            return invoices.stream()
                    .mapToLong(invoice -> invoice.daysOverdue(today))
                    .max()
                    .orElse(0);
        }

        void writeTo(ObjectNode entry, LocalDate today) {
            entry.put("customer_id", customerId).put("customer_name", customerName);
            if (!currency.isEmpty()) {
                entry.put("currency", currency);
            }
            entry.put("balance", balance()).put("overdue", overdue(today)).put("invoices", invoices.size());
            invoices.stream()
                    .flatMap(invoice -> Stream.ofNullable(invoice.due()))
                    .min(LocalDate::compareTo)
                    .ifPresent(due -> entry.put("oldest_due_date", due.toString()));
            entry.put("days_overdue", daysOverdue(today));
        }
    }

    static List<Debt> byCustomer(Collection<Open> invoices) {
        var debts = new LinkedHashMap<List<String>, Debt>();
        for (var invoice : invoices) {
            debts.computeIfAbsent(
                            List.of(invoice.customerId(), invoice.currency()),
                            _ -> new Debt(
                                    invoice.customerId(),
                                    invoice.customerName(),
                                    invoice.currency(),
                                    new ArrayList<>()))
                    .invoices()
                    .add(invoice);
        }
        return List.copyOf(debts.values());
    }

    /** For each currency the sum, how much of it is overdue and since when. */
    static void writeTotals(Collection<Open> invoices, LocalDate today, ArrayNode totals) {
        byCurrency(invoices).forEach((currency, owed) -> {
            var total = totals.addObject();
            if (!currency.isEmpty()) {
                total.put("currency", currency);
            }
            total.put("outstanding", sum(owed))
                    .put(
                            "overdue",
                            sum(owed.stream()
                                    .filter(invoice -> invoice.daysOverdue(today) > 0)
                                    .toList()))
                    .put("invoices", owed.size());
            var ages = total.putObject("ageing");
            for (int age = 0; age < AGES.size(); age++) {
                int wanted = age;
                ages.put(
                        AGES.get(age),
                        sum(owed.stream()
                                .filter(invoice -> age(invoice.daysOverdue(today)) == wanted)
                                .toList()));
            }
        });
    }

    private static int age(long daysOverdue) {
        return daysOverdue <= 0 ? 0 : (int) Math.min(AGES.size() - 1L, 1 + (daysOverdue - 1) / 30);
    }

    private static Map<String, List<Open>> byCurrency(Collection<Open> invoices) {
        var byCurrency = new TreeMap<String, List<Open>>();
        invoices.forEach(invoice -> byCurrency
                .computeIfAbsent(invoice.currency(), _ -> new ArrayList<>())
                .add(invoice));
        return byCurrency;
    }

    private static BigDecimal sum(Collection<Open> invoices) {
        return invoices.stream().map(Open::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Tells the totals of an answer. */
    static void tell(Prose prose, JsonNode totals, boolean complete) {
        for (var total : totals) {
            var ageing = total.path("ageing");
            prose.line(complete ? "Outstanding: " : "Outstanding in the largest, and there are more: ")
                    .part(Prose.money(total, "outstanding"))
                    .part("in", Prose.count(total.path("invoices").asInt(0), "invoice"))
                    .part("overdue", Prose.money(total, "overdue"))
                    .part("1-30 days", Prose.text(ageing, "days_1_to_30"))
                    .part("31-60 days", Prose.text(ageing, "days_31_to_60"))
                    .part("61-90 days", Prose.text(ageing, "days_61_to_90"))
                    .part("over 90 days", Prose.text(ageing, "days_over_90"));
        }
    }
}
