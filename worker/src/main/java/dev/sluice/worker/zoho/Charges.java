package dev.sluice.worker.zoho;

import dev.sluice.worker.quota.Charge;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What each request costs, as Zoho counts it. */
final class Charges {
    private static final Pattern LIMIT = Pattern.compile("(?is).*\\blimit\\s+(?:\\d+\\s*,\\s*)?(\\d{1,9})\\b.*");

    private static final Pattern PORTAL = Pattern.compile("^/api/v3/portals?/?[^/]*");

    /** A part of an address that is no id. */
    private static final Pattern WORD = Pattern.compile("(?<=/)[A-Za-z_]+(?=/|$)");

    /** COQL gives so many rows when the query does not say. */
    private static final int ROWS_OTHERWISE = 200;

    private Charges() {}

    static String of(Api api, ZohoRequest.Method method, String pathAndQuery, @Nullable JsonNode body) {
        return switch (api) {
            case CRM -> crm(method, pathAndQuery, body);
            case BOOKS -> Charge.BOOKS;
            case PROJECTS -> Charge.PROJECTS + kindOfAddress(pathAndQuery);
        };
    }

    private static String crm(ZohoRequest.Method method, String pathAndQuery, @Nullable JsonNode body) {
        if (pathAndQuery.endsWith("/coql") && body != null) {
            return Charge.query(rows(body.path("select_query").asString("")));
        }
        if (method != ZohoRequest.Method.GET) {
            return Charge.CRM_WRITE;
        }
        // Zoho counts a sorted list among the heavy requests, as it does queries.
        return pathAndQuery.contains("sort_by=") ? Charge.CRM_QUERY : Charge.CRM_READ;
    }

    private static int rows(String query) {
        var match = LIMIT.matcher(query);
        return match.matches() ? Integer.parseInt(match.group(1)) : ROWS_OTHERWISE;
    }

    /** Projects counts by the pattern of the address: what is left when the ids are taken out. */
    private static String kindOfAddress(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        var path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        var kind = WORD.matcher(PORTAL.matcher(path).replaceFirst(""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("-"));
        return kind.isEmpty() ? "portals" : kind;
    }
}
