package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** How an organisation has set CRM up. Each of it is looked up once and then holds for an hour. */
public final class CrmMetadata {
    private static final String BASE = "/crm/v8";
    private static final int MOST_USERS = 200;

    private final HttpZohoSession session;

    CrmMetadata(HttpZohoSession session) {
        this.session = session;
    }

    /**
     * The organisation itself.
     *
     * @param currency the ISO 4217 code of its own currency; empty when Zoho does not tell
     * @param severalCurrencies whether records have a currency of their own, in a field named Currency
     */
    public record Organisation(String currency, boolean severalCurrencies, ZoneId timeZone) {
        public Organisation {
            Objects.requireNonNull(currency, "currency");
            Objects.requireNonNull(timeZone, "timeZone");
        }
    }

    /** The fields of one module, in Zoho's order. */
    public record ModuleFields(String module, List<CrmField> fields) {
        public ModuleFields {
            fields = List.copyOf(fields);
        }

        public Optional<CrmField> find(String apiName) {
            return fields.stream()
                    .filter(field -> field.apiName().equals(apiName))
                    .findFirst();
        }
    }

    private record Users(List<CrmUser> all) {}

    private record Module(Optional<ModuleFields> fields) {}

    public Organisation organisation() {
        return session.learnt(new Learnt.Subject<>("organisation of CRM", Organisation.class), () -> {
            var row = get("/org").path("org").path(0);
            return new Organisation(
                    Bodies.text(row.path("iso_code")),
                    row.path("mc_status").asBoolean(false),
                    TimeZones.named(row.path("time_zone")));
        });
    }

    /** The month in which the organisation's fiscal year begins; January when Zoho does not tell. */
    public Month fiscalYearStart() {
        return session.learnt(new Learnt.Subject<>("fiscal year", Month.class), () -> {
            var name = Bodies.text(
                            get("/settings/fiscal_year").path("fiscal_year").path("start_month"))
                    .strip()
                    .toUpperCase(Locale.ROOT);
            for (var month : Month.values()) {
                if (month.name().equals(name)) {
                    return month;
                }
            }
            return Month.JANUARY;
        });
    }

    /**
     * The fields of a module.
     *
     * @throws CallFailed also when there is no such module
     */
    public ModuleFields fields(String module) {
        return module(module)
                .orElseThrow(() -> new CallFailed(
                        new Failure.Invalid("Zoho CRM of this organisation has no module " + module + ".")));
    }

    /** A module, if there is one of that name. */
    public Optional<ModuleFields> module(String name) {
        return session.learnt(new Learnt.Subject<>("fields of " + name, Module.class), () -> {
                    var reply = session.get(
                            Api.CRM, BASE + "/settings/fields?module=" + Urls.encode(name), CrmReplies::readOfModule);
                    return new Module(
                            reply instanceof ZohoReply.NotFound
                                    ? Optional.empty()
                                    : Optional.of(new ModuleFields(
                                            name,
                                            ZohoFailures.body(reply, Api.CRM)
                                                    .orElseGet(MissingNode::getInstance)
                                                    .path("fields")
                                                    .valueStream()
                                                    .map(CrmMetadata::field)
                                                    .toList())));
                })
                .fields();
    }

    /** The colleagues who can own records. */
    public List<CrmUser> users() {
        return session.learnt(new Learnt.Subject<>("users", Users.class), () -> {
                    var rows = get("/users?type=ActiveUsers&page=1&per_page=" + MOST_USERS)
                            .path("users");
                    return new Users(rows.valueStream().map(CrmMetadata::user).toList());
                })
                .all();
    }

    private JsonNode get(String pathAndQuery) {
        return ZohoFailures.body(session.get(Api.CRM, BASE + pathAndQuery, CrmReplies::read), Api.CRM)
                .orElseGet(MissingNode::getInstance);
    }

    private static CrmField field(JsonNode row) {
        var target = row.path("lookup").path("module");
        var module = Bodies.text(target.isObject() ? target.path("api_name") : target);
        return new CrmField(
                Bodies.text(row.path("api_name")),
                Bodies.text(row.path("data_type")),
                module.isEmpty() ? null : module,
                row.path("pick_list_values")
                        .valueStream()
                        .map(value -> Bodies.text(value.path("actual_value")))
                        .filter(value -> !value.isEmpty())
                        .toList());
    }

    private static CrmUser user(JsonNode row) {
        var name = Bodies.text(row.path("full_name"));
        return new CrmUser(
                Bodies.text(row.path("id")),
                name.isEmpty()
                        ? (Bodies.text(row.path("first_name")) + " " + Bodies.text(row.path("last_name"))).strip()
                        : name,
                Bodies.text(row.path("email")));
    }
}
