package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.country.Country;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is known of the organisation and its users, among them the one who asks. */
final class OrganisationReads {

    private final CrmData data;
    private final User current;

    OrganisationReads(CrmData data, User current) {
        this.data = data;
        this.current = current;
    }

    Response users(Params params) {
        Page page = Page.of(params);
        List<User> all = data.users().all();
        List<User> users = params.get("type").filter("CurrentUser"::equals).isPresent() ? List.of(current) : all;
        List<User> shown = page.of(users);
        if (shown.isEmpty()) {
            return Response.noContent();
        }
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("per_page", page.size());
        info.put("count", shown.size());
        info.put("page", page.number());
        info.put("more_records", page.offset() + shown.size() < users.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("users", shown.stream().map(this::user).toList());
        body.put("info", info);
        return Response.json(200, body);
    }

    private Map<String, @Nullable Object> user(User user) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", user.id());
        row.put("full_name", user.displayName());
        row.put("first_name", user.firstName());
        row.put("last_name", user.lastName());
        row.put("email", user.email());
        row.put("role", Map.of("name", user.role(), "id", related(user, 100)));
        row.put("profile", Map.of("name", user.profile(), "id", related(user, 200)));
        row.put("status", "active");
        row.put("confirm", true);
        row.put("country", data.country().code());
        row.put("locale", data.country().localeName());
        row.put("language", data.country().localeName());
        row.put("time_zone", data.zone().getId());
        row.put("zuid", user.id().substring(8));
        return row;
    }

    private static String related(User user, int distance) {
        return Long.toString(Long.parseLong(user.id()) + distance);
    }

    Response organisation() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", data.organisationId());
        row.put("zgid", data.organisationId().substring(8));
        row.put("company_name", data.company());
        row.put("primary_email", data.users().all().getFirst().email());
        Country country = data.country();
        row.put("country", country.displayName());
        row.put("country_code", country.code());
        row.put("time_zone", data.zone().getId());
        row.put("currency", country.currencyName() + " - " + country.currency());
        row.put("iso_code", country.currency());
        row.put("currency_symbol", country.currencySymbol());
        row.put("currency_locale", country.localeName());
        row.put("mc_status", true);
        row.put("phone", null);
        row.put("website", null);
        return Response.json(200, Map.of("org", List.of(row)));
    }
}
