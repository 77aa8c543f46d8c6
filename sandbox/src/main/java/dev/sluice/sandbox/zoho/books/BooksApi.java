package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Claim;
import dev.sluice.sandbox.zoho.limit.LimitName;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Books v3 of one organisation. */
public final class BooksApi {

    /** What every request takes from the organisation's limits. */
    public static final List<Claim> CLAIMS = List.of(
            Claim.one(LimitName.BOOKS_CONCURRENT), Claim.one(LimitName.BOOKS_MINUTE), Claim.one(LimitName.BOOKS_DAY));

    private final BooksData data;
    private final InstantSource clock;

    public BooksApi(BooksData data, InstantSource clock) {
        this.data = data;
        this.clock = clock;
    }

    /** All scopes a request needs. */
    public static List<String> scopes(Request request) {
        return BooksScopes.needed(path(request));
    }

    private static List<String> path(Request request) {
        return request.segments().subList(2, request.segments().size());
    }

    /** Answers a request under {@code /books/v3}. */
    public Response answer(Request request) {
        List<String> path = path(request);
        try {
            if (!request.method().equals("GET") || path.isEmpty()) {
                throw BooksRefusal.unknownUrl();
            }
            if (path.equals(List.of("organizations"))) {
                return organizations();
            }
            String organization = request.params().get("organization_id").orElse("");
            if (!organization.equals(data.organizationId())) {
                throw BooksRefusal.unknownOrganization(organization);
            }
            return get(path, request.params());
        } catch (BooksRefusal refusal) {
            return refusal.response();
        }
    }

    private Response get(List<String> path, Params params) {
        boolean list = path.size() == 1;
        if (path.size() > 2) {
            throw BooksRefusal.unknownUrl();
        }
        return switch (path.getFirst()) {
            case "invoices" -> list ? invoices(params) : invoice(path.get(1));
            case "contacts" -> list ? contacts(params) : contact(path.get(1));
            default -> throw BooksRefusal.unknownUrl();
        };
    }

    private Response organizations() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("organization_id", data.organizationId());
        row.put("name", data.company());
        row.put("is_default_org", true);
        row.put("plan_name", "PROFESSIONAL");
        row.put("time_zone", data.zone().getId());
        row.put("currency_code", data.country().currency());
        row.put("currency_symbol", data.country().currencySymbol());
        row.put(
                "fiscal_year_start_month",
                data.country().nameOfYearsFirstMonth().toLowerCase(Locale.ROOT));
        row.put("date_format", "dd/MM/yyyy");
        row.put("country_code", data.country().code());
        return success("organizations", List.of(row));
    }

    private Response invoices(Params params) {
        LocalDate today = today();
        List<Invoice> found = data.invoices().stream()
                .filter(InvoiceFilter.of(params, today))
                .sorted(InvoiceOrder.of(params))
                .toList();
        BooksPage page = BooksPage.of(params);
        Map<String, Object> context = page.context("Invoices", found.size(), params);
        context.put("applied_filter", InvoiceFilter.applied(params));
        return success(
                "invoices",
                page.of(found).stream()
                        .map(invoice -> BooksRows.invoice(invoice, today))
                        .toList(),
                context);
    }

    private Response invoice(String id) {
        Invoice invoice = data.invoice(id).orElseThrow(() -> BooksRefusal.missing("Invoice"));
        return success("invoice", BooksRows.invoice(invoice, today()));
    }

    private Response contacts(Params params) {
        List<Customer> found = data.customers().stream()
                .filter(CustomerFilter.of(params, data, today()))
                .sorted(CustomerFilter.order(params, data))
                .toList();
        BooksPage page = BooksPage.of(params);
        Map<String, Object> context = page.context("Contacts", found.size(), params);
        return success(
                "contacts",
                page.of(found).stream()
                        .map(customer -> BooksRows.customer(customer, data))
                        .toList(),
                context);
    }

    private Response contact(String id) {
        Customer customer = data.customer(id).orElseThrow(() -> BooksRefusal.missing("Contact"));
        return success("contact", BooksRows.customerInFull(customer, data));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), data.zone());
    }

    private static Response success(String name, Object value) {
        return success(name, value, null);
    }

    private static Response success(String name, Object value, @Nullable Map<String, Object> context) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", 0);
        body.put("message", "success");
        body.put(name, value);
        if (context != null) {
            body.put("page_context", context);
        }
        return Response.json(200, body);
    }
}
