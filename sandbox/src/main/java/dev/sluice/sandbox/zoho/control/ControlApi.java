package dev.sluice.sandbox.zoho.control;

import dev.sluice.sandbox.zoho.fault.Fault;
import dev.sluice.sandbox.zoho.fault.Faults;
import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.log.RequestLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/** Orders and questions to the double itself, under {@code /__double/}; they are neither logged nor delayed. */
public final class ControlApi {

    public static final String PREFIX = "/__double/";

    private final RequestLog requests;
    private final Faults faults;
    private final Supplier<Object> account;
    private final Supplier<List<?>> notes;

    public ControlApi(RequestLog requests, Faults faults, Supplier<Object> account, Supplier<List<?>> notes) {
        this.requests = requests;
        this.faults = faults;
        this.account = account;
        this.notes = notes;
    }

    private record Latency(Duration latency) {}

    public Response answer(Request request) {
        try {
            return switch (request.method() + " " + request.path().substring(PREFIX.length())) {
                case "GET requests" -> Response.json(200, Map.of("requests", requests.list()));
                case "DELETE requests" -> done(requests::clear);
                case "GET notes" -> Response.json(200, Map.of("notes", notes.get()));
                case "GET account" -> Response.json(200, account.get());
                case "GET faults" -> Response.json(200, Map.of("faults", faults.pending()));
                case "POST faults" -> {
                    Fault fault = Json.read(request.body(), Fault.class);
                    yield done(() -> faults.order(fault));
                }
                case "DELETE faults" -> done(faults::clear);
                case "PUT latency" -> {
                    Latency wanted = Json.read(request.body(), Latency.class);
                    yield done(() -> faults.latency(wanted.latency()));
                }
                default -> Response.json(404, Map.of("error", "the double has no " + request.path()));
            };
        } catch (JacksonException e) {
            return Response.json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static Response done(Runnable order) {
        order.run();
        return Response.noContent();
    }
}
