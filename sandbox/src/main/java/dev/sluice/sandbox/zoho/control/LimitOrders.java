package dev.sluice.sandbox.zoho.control;

import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import dev.sluice.sandbox.zoho.limit.LimitState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders and questions about limits, of one organisation or of all. */
final class LimitOrders {

    private LimitOrders() {}

    private record Preset(String preset) {}

    private record Spending(long units) {}

    /** Answers what comes after {@code limits} in the path: nothing, a limit's name, or that and {@code spend}. */
    static Response answer(Request request, List<String> rest, List<ControlledOrganisation> organisations) {
        String order = request.method() + (rest.size() < 2 ? "" : " " + rest.get(1));
        if (rest.size() > 2) {
            throw new UnknownOrder(404, "the double has no " + request.path());
        }
        if (rest.isEmpty()) {
            return switch (order) {
                case "GET" -> Response.json(200, Map.of("limits", states(organisations)));
                case "PUT" -> preset(Json.read(request.body(), Preset.class), organisations);
                case "DELETE" -> {
                    organisations.forEach(each -> each.limits().reset());
                    yield Response.noContent();
                }
                default -> throw new UnknownOrder(405, "limits are asked for, set to a preset, or reset");
            };
        }
        LimitName name = LimitName.labelled(rest.getFirst())
                .orElseThrow(() -> new UnknownOrder(
                        404,
                        "there is no limit " + rest.getFirst() + "; there are "
                                + String.join(", ", LimitName.labels())));
        return switch (order) {
            case "GET" ->
                Response.json(
                        200,
                        Map.of(
                                "limits",
                                states(organisations).stream()
                                        .filter(state -> state.get("name") == name)
                                        .toList()));
            case "PUT" -> {
                LimitChange change = Json.read(request.body(), LimitChange.class);
                organisations.forEach(each -> each.limits().change(name, change));
                yield Response.noContent();
            }
            case "POST spend" -> {
                Spending spending = Json.read(request.body(), Spending.class);
                organisations.forEach(each -> each.limits().spendElsewhere(name, spending.units()));
                yield Response.noContent();
            }
            default -> throw new UnknownOrder(405, "a limit is asked for, changed, or spent from");
        };
    }

    private static Response preset(Preset preset, List<ControlledOrganisation> organisations) {
        LimitRules rules = LimitRules.preset(preset.preset());
        organisations.forEach(each -> each.limits().rules(rules));
        return Response.noContent();
    }

    private static List<Map<String, Object>> states(List<ControlledOrganisation> organisations) {
        return organisations.stream()
                .flatMap(each -> each.limits().states().stream().map(state -> row(each, state)))
                .toList();
    }

    private static Map<String, Object> row(ControlledOrganisation organisation, LimitState state) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("organisation", organisation.client().organisation());
        row.put("name", state.name());
        row.put("scope", state.scope());
        row.put("rule", state.rule());
        row.put("admitted", state.admitted());
        row.put("refused", state.refused());
        row.put("elsewhere", state.elsewhere());
        row.put("used", state.used());
        row.put("peak", state.peak());
        if (state.blockedUntil() != null) {
            row.put("blockedUntil", state.blockedUntil());
        }
        return row;
    }
}
