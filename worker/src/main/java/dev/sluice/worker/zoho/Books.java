package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Zoho Books v3. */
public final class Books {
    private static final String BASE = "/books/v3";

    /** The most rows that Books gives at once. */
    private static final int PER_PAGE = 200;

    private final HttpZohoSession session;
    private final ZohoConnection connection;

    Books(HttpZohoSession session, ZohoConnection connection) {
        this.session = session;
        this.connection = connection;
    }

    /** An organisation in Books, by whose calendar invoices are overdue. */
    public record Organisation(String id, ZoneId timeZone) {
        public Organisation {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(timeZone, "timeZone");
        }
    }

    /** The connection's organisation: the one its settings name, or its default one. Looked up once an hour. */
    public Organisation organisation() {
        return session.learnt(new Learnt.Subject<>("organisation of Books", Organisation.class), this::lookUp);
    }

    /** The overdue invoices, those due first at the head; of customers whose name contains a text, if one is given. */
    public Page overdueInvoices(@Nullable String customer) {
        return list(
                "/invoices",
                "invoices",
                "&status=overdue&sort_column=due_date&sort_order=A&page=1"
                        + (customer == null ? "" : "&customer_name_contains=" + Urls.encode(customer)));
    }

    /**
     * One page of the invoices on which something may be owed, the largest balances at the head; the first is 1. Beyond
     * the first row without a balance there are only more of these.
     */
    public Page invoicesByBalance(int page, @Nullable String customer) {
        return withBalances(page, customer == null ? "" : "&customer_name_contains=" + Urls.encode(customer));
    }

    /** The same of one customer, by its id in Books. */
    public Page invoicesOfCustomer(String customerId, int page) {
        return withBalances(page, "&customer_id=" + Urls.encode(customerId));
    }

    private Page withBalances(int page, String filter) {
        return list("/invoices", "invoices", "&sort_column=balance&sort_order=D&page=" + page + filter);
    }

    /** One page of the customers; the first is 1. */
    public Page customers(int page) {
        return list("/contacts", "contacts", "&contact_type=customer&page=" + page);
    }

    /** The customers that are linked to an account of CRM. */
    public Page customersOfAccount(String accountId) {
        return list("/contacts", "contacts", "&page=1&zcrm_account_id=" + Urls.encode(accountId));
    }

    /** The customers whose name contains a text. */
    public Page customersNamed(String part) {
        return list(
                "/contacts", "contacts", "&contact_type=customer&page=1&contact_name_contains=" + Urls.encode(part));
    }

    private Page list(String path, String name, String query) {
        var pathAndQuery =
                BASE + path + "?organization_id=" + Urls.encode(organisation().id()) + query + "&per_page=" + PER_PAGE;
        return ZohoFailures.body(session.get(Api.BOOKS, pathAndQuery, BooksReplies::read), Api.BOOKS)
                .map(body -> Page.of(body.path(name), more(body.path("page_context"))))
                .orElse(Page.EMPTY);
    }

    private Organisation lookUp() {
        var rows = ZohoFailures.body(session.get(Api.BOOKS, BASE + "/organizations", BooksReplies::read), Api.BOOKS)
                .map(body -> Page.of(body.path("organizations"), false))
                .orElse(Page.EMPTY)
                .rows();
        var wanted = connection.settings().booksOrganization();
        Optional<JsonNode> chosen = wanted != null
                ? rows.stream()
                        .filter(row -> wanted.equals(Bodies.text(row.path("organization_id"))))
                        .findFirst()
                : rows.stream()
                        .filter(row -> row.path("is_default_org").asBoolean(false))
                        .findFirst()
                        .or(() -> rows.size() == 1 ? Optional.of(rows.getFirst()) : Optional.empty());
        return chosen.map(row -> new Organisation(
                        Bodies.text(row.path("organization_id")), TimeZones.named(row.path("time_zone"))))
                .orElseThrow(() -> new CallFailed(new Failure.NotPermitted(
                        "Zoho Books shows this connection no organisation to choose. An operator sets zoho."
                                + connection.settings().name()
                                + ".books-organization to the id of one its user may see.")));
    }

    /** Books documents an array and sends an object. */
    private static boolean more(JsonNode context) {
        return (context.isArray() ? context.path(0) : context)
                .path("has_more_page")
                .asBoolean(false);
    }
}
