package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.country.Country;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that a Books organisation holds. */
public final class BooksData {

    private final String organizationId;
    private final String company;
    private final Country country;
    private final List<Customer> customers;
    private final List<Invoice> invoices;
    private final Map<String, Customer> customersById;
    private final Map<String, Invoice> invoicesById;
    private final Map<String, List<Invoice>> invoicesByCustomer;

    public BooksData(
            String organizationId, String company, Country country, List<Customer> customers, List<Invoice> invoices) {
        this.organizationId = organizationId;
        this.company = company;
        this.country = country;
        this.customers = List.copyOf(customers);
        this.invoices = List.copyOf(invoices);
        this.customersById = customers.stream().collect(Collectors.toMap(Customer::id, Function.identity()));
        this.invoicesById = invoices.stream().collect(Collectors.toMap(Invoice::id, Function.identity()));
        this.invoicesByCustomer = invoices.stream()
                .collect(Collectors.groupingBy(invoice -> invoice.customer().id()));
    }

    public String organizationId() {
        return organizationId;
    }

    public String company() {
        return company;
    }

    public Country country() {
        return country;
    }

    /** In which it becomes tomorrow, and invoices overdue. */
    public ZoneId zone() {
        return country.zone();
    }

    public List<Customer> customers() {
        return customers;
    }

    public List<Invoice> invoices() {
        return invoices;
    }

    public Optional<Customer> customer(String id) {
        return Optional.ofNullable(customersById.get(id));
    }

    public Optional<Invoice> invoice(String id) {
        return Optional.ofNullable(invoicesById.get(id));
    }

    public List<Invoice> invoicesOf(Customer customer) {
        return invoicesByCustomer.getOrDefault(customer.id(), List.of());
    }

    /** What that customer owes, in its own currency. */
    public BigDecimal outstanding(Customer customer) {
        return invoicesOf(customer).stream()
                .filter(Invoice::unpaid)
                .map(Invoice::balance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal outstandingInBaseCurrency(Customer customer) {
        return invoicesOf(customer).stream()
                .filter(Invoice::unpaid)
                .map(invoice -> invoice.balance().multiply(invoice.exchangeRate()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
    }
}
