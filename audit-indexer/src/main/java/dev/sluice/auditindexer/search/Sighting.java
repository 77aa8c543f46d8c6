package dev.sluice.auditindexer.search;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An audit document as one line for people. */
public final class Sighting {
    private static final int MOST_RECORDS = 4;

    private Sighting() {}

    /** Time, event, agent, role, tool, and what else there is to say. */
    public static List<String> line(JsonNode document) {
        return List.of(
                document.path("@timestamp").asString(),
                document.path("event").path("action").asString(),
                document.path("user").path("name").asString(""),
                document.path("user").path("roles").path(0).asString(""),
                document.path("tool").path("name").asString(""),
                detail(document));
    }

    private static String detail(JsonNode document) {
        return switch (document.path("event").path("action").asString()) {
            case "authentication.failed" ->
                document.path("event").path("reason").asString("") + ": "
                        + document.path("source").path("requests").asLong() + " from "
                        + document.path("source").path("address").asString("many addresses");
            case "calls.turned_away" ->
                document.path("event").path("reason").asString("") + ": "
                        + document.path("source").path("requests").asLong();
            case "policy.loaded" -> document.path("policy").path("hash").asString("") + " " + changes(document);
            case "breaker.opened", "breaker.closed" ->
                document.path("zoho").path("connection").asString("") + " "
                        + document.path("quota").path("api").asString("");
            default -> detailOfCall(document);
        };
    }

    private static String changes(JsonNode document) {
        var changes = new ArrayList<String>();
        document.path("policy").path("changes").forEach(change -> changes.add(change.asString()));
        return String.join("; ", changes);
    }

    private static String detailOfCall(JsonNode document) {
        var reason = document.path("event").path("reason").asString("");
        var error = document.path("error").path("code").asString("");
        var records = document.path("zoho").path("records");
        if (!reason.isEmpty()) {
            return reason;
        }
        if (!error.isEmpty()) {
            return error;
        }
        if (records.isEmpty()) {
            return "";
        }
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(MOST_RECORDS, records.size()); i++) {
            shown.append(i == 0 ? "" : ", ").append(records.get(i).asString());
        }
        int more = records.size() - MOST_RECORDS;
        return more > 0 ? shown.append(" and ").append(more).append(" more").toString() : shown.toString();
    }
}
