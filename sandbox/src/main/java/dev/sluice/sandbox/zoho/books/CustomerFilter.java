package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.http.Params;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Which customers a request asks for, and in which order. */
final class CustomerFilter {

    private CustomerFilter() {}

    static Predicate<Customer> of(Params params, BooksData data, LocalDate today) {
        return text(params, "contact_type", (_, type) -> type.equals("customer"))
                .and(text(
                        params,
                        "contact_name",
                        (customer, name) -> name(customer).equals(name)))
                .and(text(
                        params,
                        "contact_name_contains",
                        (customer, name) -> name(customer).contains(name)))
                .and(text(
                        params,
                        "contact_name_startswith",
                        (customer, name) -> name(customer).startsWith(name)))
                .and(text(
                        params,
                        "company_name",
                        (customer, name) -> name(customer).equals(name)))
                .and(text(
                        params,
                        "company_name_contains",
                        (customer, name) -> name(customer).contains(name)))
                .and(text(
                        params,
                        "search_text",
                        (customer, name) -> name(customer).contains(name)))
                .and(text(params, "email", (customer, email) -> customer.email().equals(email)))
                .and(text(params, "zcrm_account_id", (customer, id) -> id.equals(customer.crmAccountId())))
                .and(text(params, "zcrm_contact_id", (customer, id) -> id.equals(customer.crmContactId())))
                .and(filterBy(params, data, today));
    }

    private static Predicate<Customer> filterBy(Params params, BooksData data, LocalDate today) {
        return switch (params.get("filter_by").orElse("Status.All")) {
            case "Status.All", "Status.Customers" -> _ -> true;
            case "Status.Active" -> Customer::active;
            case "Status.Inactive" -> customer -> !customer.active();
            case "Status.Crm" -> customer -> customer.crmAccountId() != null;
            case "Invoice.OverDue" ->
                customer -> data.invoicesOf(customer).stream()
                        .anyMatch(invoice -> invoice.status(today).equals("overdue"));
            case "Invoice.Unpaid" ->
                customer -> data.invoicesOf(customer).stream().anyMatch(Invoice::unpaid);
            default -> throw BooksRefusal.invalidValue("filter_by");
        };
    }

    static Comparator<Customer> order(Params params, BooksData data) {
        Comparator<Customer> order = switch (params.get("sort_column").orElse("contact_name")) {
            case "contact_name", "company_name", "customer_name" -> Comparator.comparing(Customer::name);
            case "email" -> Comparator.comparing(Customer::email);
            case "outstanding_receivable_amount" -> Comparator.comparing(data::outstanding);
            case "created_time", "last_modified_time" -> Comparator.comparing(Customer::id);
            default -> throw BooksRefusal.invalidValue("sort_column");
        };
        boolean ascending = params.get("sort_order").isEmpty() || InvoiceOrder.ascending(params);
        return ascending ? order : order.reversed();
    }

    private static Predicate<Customer> text(Params params, String name, BiPredicate<Customer, String> matches) {
        Optional<String> wanted = params.get(name).map(value -> value.toLowerCase(Locale.ROOT));
        return customer -> wanted.isEmpty() || matches.test(customer, wanted.get());
    }

    private static String name(Customer customer) {
        return customer.name().toLowerCase(Locale.ROOT);
    }
}
