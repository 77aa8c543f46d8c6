package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** The connection's organisation: the one its settings name, or its default one. Looked up once. */
    public Organisation organisation() {
        return connection.organisation().orElseGet(() -> {
            var found = lookUp();
            connection.remember(found);
            return found;
        });
    }

    /** The overdue invoices, those due first at the head; of customers whose name contains a text, if one is given. */
    public Page overdueInvoices(@Nullable String customer) {
        var query =
                BASE + "/invoices?organization_id=" + Urls.encode(organisation().id())
                        + "&status=overdue&sort_column=due_date&sort_order=A&page=1&per_page=" + PER_PAGE
                        + (customer == null ? "" : "&customer_name_contains=" + Urls.encode(customer));
        return ZohoFailures.body(session.get(Api.BOOKS, query, BooksReplies::read), Api.BOOKS)
                .map(body -> Page.of(body.path("invoices"), more(body.path("page_context"))))
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
        return chosen.map(
                        row -> new Organisation(Bodies.text(row.path("organization_id")), zone(row.path("time_zone"))))
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

    private static ZoneId zone(JsonNode name) {
        try {
            var text = Bodies.text(name);
            return text.isEmpty() ? ZoneOffset.UTC : ZoneId.of(text, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
