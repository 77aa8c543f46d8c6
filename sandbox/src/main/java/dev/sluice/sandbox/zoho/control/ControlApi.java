package dev.sluice.sandbox.zoho.control;

import dev.sluice.sandbox.zoho.fault.Fault;
import dev.sluice.sandbox.zoho.fault.Faults;
import dev.sluice.sandbox.zoho.fault.Latency;
import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.log.RequestLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Orders and questions to the double itself, under {@code /__double/}; they are neither logged nor delayed. They
 * concern all organisations, or the one that is named in the query; questions about one, the first.
 */
public final class ControlApi {

    public static final String PREFIX = "/__double/";

    private final RequestLog requests;
    private final Faults faults;
    private final List<ControlledOrganisation> organisations;

    public ControlApi(RequestLog requests, Faults faults, List<ControlledOrganisation> organisations) {
        this.requests = requests;
        this.faults = faults;
        this.organisations = List.copyOf(organisations);
    }

    private record Profile(String profile, Map<String, Set<String>> hidden) {}

    private record SearchLag(Duration lag) {}

    public Response answer(Request request) {
        try {
            return follow(request);
        } catch (JacksonException | IllegalArgumentException e) {
            return Response.json(400, Map.of("error", String.valueOf(e.getMessage())));
        } catch (UnknownOrder e) {
            return Response.json(e.status(), Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private Response follow(Request request) {
        List<String> path = request.segments();
        if (path.size() > 1 && path.get(1).equals("limits")) {
            return LimitOrders.answer(request, path.subList(2, path.size()), concerned(request));
        }
        ControlledOrganisation first = concerned(request).getFirst();
        return switch (request.method() + " " + request.path().substring(PREFIX.length())) {
            case "GET requests" -> Response.json(200, Map.of("requests", requests.list()));
            case "DELETE requests" -> done(requests::clear);
            case "GET organisations" ->
                Response.json(
                        200,
                        Map.of(
                                "organisations",
                                organisations.stream()
                                        .map(each -> each.account().get())
                                        .toList()));
            case "GET account" -> Response.json(200, first.account().get());
            case "GET notes" ->
                Response.json(200, Map.of("notes", first.data().crm().notes().all()));
            case "POST codes" -> TokenOrders.code(request.body(), first);
            case "PUT tokens" ->
                done(() -> concerned(request).forEach(each -> TokenOrders.rules(request.body(), each)));
            case "DELETE tokens" ->
                done(() -> concerned(request).forEach(each -> each.accounts().expireAccessTokens()));
            case "PUT profiles" -> {
                Profile profile = Json.read(request.body(), Profile.class);
                yield done(() ->
                        concerned(request).forEach(each -> each.crm().hide(profile.profile(), profile.hidden())));
            }
            case "PUT search" -> {
                SearchLag search = Json.read(request.body(), SearchLag.class);
                yield done(() -> concerned(request).forEach(each -> each.crm().indexLag(search.lag())));
            }
            case "GET faults" -> Response.json(200, Map.of("faults", faults.pending()));
            case "POST faults" -> {
                Fault fault = FaultOrders.fault(request.body());
                yield done(() -> faults.order(fault));
            }
            case "DELETE faults" -> done(faults::clear);
            case "PUT latency" -> {
                Latency latency = FaultOrders.latency(request.body());
                yield done(() -> faults.latency(latency));
            }
            default -> throw new UnknownOrder(404, "the double has no " + request.path());
        };
    }

    private List<ControlledOrganisation> concerned(Request request) {
        String name = request.params().get("organisation").orElse("");
        if (name.isEmpty()) {
            return organisations;
        }
        return organisations.stream()
                .filter(each -> each.client().organisation().equals(name))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new UnknownOrder(404, "there is no organisation " + name));
    }

    private static Response done(Runnable order) {
        order.run();
        return Response.noContent();
    }
}
