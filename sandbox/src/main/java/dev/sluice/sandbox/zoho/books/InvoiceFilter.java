package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.http.Params;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Which invoices a request asks for. Parameters it does not know are passed over. */
final class InvoiceFilter {

    private static final Set<String> STATUSES =
            Set.of("sent", "draft", "overdue", "paid", "void", "unpaid", "partially_paid", "viewed");
    private static final Map<String, String> FILTERS = Map.of(
            "Status.All", "",
            "Status.Sent", "sent",
            "Status.Draft", "draft",
            "Status.OverDue", "overdue",
            "Status.Paid", "paid",
            "Status.Void", "void",
            "Status.Unpaid", "unpaid",
            "Status.PartiallyPaid", "partially_paid",
            "Status.Viewed", "viewed");

    private InvoiceFilter() {}

    static Predicate<Invoice> of(Params params, LocalDate today) {
        return status(params, today)
                .and(text(
                        params,
                        "customer_id",
                        (invoice, id) -> invoice.customer().id().equals(id)))
                .and(text(
                        params,
                        "customer_name",
                        (invoice, name) -> name(invoice).equals(name)))
                .and(text(
                        params,
                        "customer_name_startswith",
                        (invoice, name) -> name(invoice).startsWith(name)))
                .and(text(
                        params,
                        "customer_name_contains",
                        (invoice, name) -> name(invoice).contains(name)))
                .and(text(params, "search_text", InvoiceFilter::mentions))
                .and(dates(params, "due_date"));
    }

    /** What the answer says was filtered by. */
    static String applied(Params params) {
        return params.get("filter_by")
                .or(() -> params.get("status")
                        .map(status -> FILTERS.entrySet().stream()
                                .filter(filter -> filter.getValue().equals(status))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse("Status.All")))
                .orElse("Status.All");
    }

    private static Predicate<Invoice> status(Params params, LocalDate today) {
        Optional<String> status = params.get("status");
        if (status.isPresent() && !STATUSES.contains(status.get())) {
            throw BooksRefusal.invalidValue("status");
        }
        Optional<String> filter = params.get("filter_by");
        if (filter.isPresent() && !FILTERS.containsKey(filter.get())) {
            throw BooksRefusal.invalidValue("filter_by");
        }
        return having(status.orElse(""), today)
                .and(having(filter.map(name -> FILTERS.getOrDefault(name, "")).orElse(""), today));
    }

    private static Predicate<Invoice> having(String status, LocalDate today) {
        return switch (status) {
            case "" -> _ -> true;
            case "unpaid" -> Invoice::unpaid;
            default -> invoice -> invoice.status(today).equals(status);
        };
    }

    private static Predicate<Invoice> text(Params params, String name, BiPredicate<Invoice, String> matches) {
        Optional<String> wanted = params.get(name).map(value -> value.toLowerCase(Locale.ROOT));
        return invoice -> wanted.isEmpty() || matches.test(invoice, wanted.get());
    }

    private static String name(Invoice invoice) {
        return invoice.customer().name().toLowerCase(Locale.ROOT);
    }

    private static boolean mentions(Invoice invoice, String text) {
        return name(invoice).contains(text)
                || invoice.number().toLowerCase(Locale.ROOT).contains(text);
    }

    /** The day itself; or from a day to another, both included; or before or after a day. */
    private static Predicate<Invoice> dates(Params params, String name) {
        return date(params, name, LocalDate::equals)
                .and(date(params, name + "_start", (due, day) -> !due.isBefore(day)))
                .and(date(params, name + "_end", (due, day) -> !due.isAfter(day)))
                .and(date(params, name + "_before", LocalDate::isBefore))
                .and(date(params, name + "_after", LocalDate::isAfter));
    }

    private static Predicate<Invoice> date(Params params, String name, BiPredicate<LocalDate, LocalDate> matches) {
        try {
            Optional<LocalDate> day = params.get(name).map(LocalDate::parse);
            return invoice -> day.isEmpty() || matches.test(invoice.dueDate(), day.get());
        } catch (DateTimeException e) {
            throw BooksRefusal.invalidValue(name);
        }
    }
}
