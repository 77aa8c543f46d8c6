package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.http.Params;
import java.util.Comparator;

/** In which order invoices are listed: newest first unless asked otherwise. */
final class InvoiceOrder {

    private InvoiceOrder() {}

    static Comparator<Invoice> of(Params params) {
        Comparator<Invoice> order = switch (params.get("sort_column").orElse("created_time")) {
            case "customer_name" ->
                Comparator.comparing(invoice -> invoice.customer().name());
            case "invoice_number" -> Comparator.comparing(Invoice::number);
            case "date" -> Comparator.comparing(Invoice::date);
            case "due_date" -> Comparator.comparing(Invoice::dueDate);
            case "total" -> Comparator.comparing(Invoice::total);
            case "balance" -> Comparator.comparing(Invoice::balance);
            case "created_time" -> Comparator.comparing(Invoice::createdTime);
            default -> throw BooksRefusal.invalidValue("sort_column");
        };
        return ascending(params) ? order : order.reversed();
    }

    static boolean ascending(Params params) {
        return switch (params.get("sort_order").orElse("D")) {
            case "A" -> true;
            case "D" -> false;
            default -> throw BooksRefusal.invalidValue("sort_order");
        };
    }
}
