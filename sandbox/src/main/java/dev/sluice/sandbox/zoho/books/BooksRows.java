package dev.sluice.sandbox.zoho.books;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers and invoices as JSON rows. */
final class BooksRows {

    /** Books writes its offsets without a colon. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx");

    private BooksRows() {}

    static Map<String, Object> invoice(Invoice invoice, LocalDate today) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("invoice_id", invoice.id());
        row.put("invoice_number", invoice.number());
        row.put("customer_id", invoice.customer().id());
        row.put("customer_name", invoice.customer().name());
        row.put("company_name", invoice.customer().name());
        row.put("status", invoice.status(today));
        row.put("date", invoice.date());
        row.put("due_date", invoice.dueDate());
        row.put("due_days", dueDays(invoice, today));
        row.put("currency_code", invoice.customer().currency());
        row.put("exchange_rate", invoice.exchangeRate());
        row.put("total", invoice.total());
        row.put("balance", invoice.balance());
        row.put(
                "last_payment_date",
                Optional.ofNullable(invoice.lastPaymentDate())
                        .map(LocalDate::toString)
                        .orElse(""));
        row.put("reminders_sent", invoice.remindersSent());
        row.put("is_emailed", invoice.state() != Invoice.State.DRAFT);
        row.put("is_viewed_by_client", invoice.state() == Invoice.State.VIEWED);
        row.put("created_time", TIME.format(invoice.createdTime()));
        row.put("last_modified_time", TIME.format(invoice.modifiedTime()));
        row.put("custom_fields", List.of());
        return row;
    }

    /** Prose, for people to read. */
    private static String dueDays(Invoice invoice, LocalDate today) {
        if (!invoice.unpaid()) {
            return "";
        }
        long days = ChronoUnit.DAYS.between(today, invoice.dueDate());
        if (days == 0) {
            return "Due Today";
        }
        return days < 0 ? "Overdue by " + -days + " days" : "Due in " + days + " days";
    }

    static Map<String, Object> customer(Customer customer, BooksData data) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("contact_id", customer.id());
        row.put("contact_name", customer.name());
        row.put("customer_name", customer.name());
        row.put("vendor_name", "");
        row.put("company_name", customer.name());
        row.put("contact_type", "customer");
        row.put("status", customer.active() ? "active" : "inactive");
        row.put("source", customer.crmAccountId() == null ? "user" : "crm");
        row.put("is_linked_with_zohocrm", customer.crmAccountId() != null);
        row.put("payment_terms", customer.paymentTerms());
        row.put("payment_terms_label", "Net " + customer.paymentTerms());
        row.put("currency_code", customer.currency());
        row.put("outstanding_receivable_amount", data.outstanding(customer));
        row.put("unused_credits_receivable_amount", BigDecimal.ZERO);
        row.put("email", customer.email());
        row.put("phone", customer.phone());
        row.put("custom_fields", List.of());
        return row;
    }

    /** The links to CRM, and amounts in the base currency, are only told of one customer at a time. */
    static Map<String, Object> customerInFull(Customer customer, BooksData data) {
        Map<String, Object> row = customer(customer, data);
        row.put("zcrm_account_id", Optional.ofNullable(customer.crmAccountId()).orElse(""));
        row.put("zcrm_contact_id", Optional.ofNullable(customer.crmContactId()).orElse(""));
        row.put("outstanding_receivable_amount_bcy", data.outstandingInBaseCurrency(customer));
        return row;
    }
}
