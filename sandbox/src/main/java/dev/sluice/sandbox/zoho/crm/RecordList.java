package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of records, given page by page: the first two thousand by their number, all up to a hundred thousand by the
 * token that came with the page before.
 */
record RecordList(Request request, Sorting sorting, PageTokens tokens, ZoneId zone) {

    private static final int WALL = 2_000;
    private static final int END = 100_000;

    /** The page that is asked for; nothing at all when there is none. */
    Response answer(List<? extends CrmRecord> rows, List<CrmField> fields) {
        return answer(rows, row -> Rows.of(row, fields));
    }

    Response answer(List<? extends CrmRecord> rows, Function<CrmRecord, Map<String, @Nullable Object>> row) {
        Page page = page();
        List<? extends CrmRecord> shown = page.of(new ArrayList<>(rows));
        if (shown.isEmpty()) {
            return Response.noContent();
        }
        long next = page.offset() + shown.size();
        boolean more = next < rows.size();
        Map<String, @Nullable Object> info = page.info(rows.size(), shown.size());
        info.put("sort_by", sorting.by());
        info.put("sort_order", sorting.order());
        info.put("next_page_token", more ? tokens.issue(name(), next) : null);
        info.put(
                "previous_page_token",
                page.offset() > 0 ? tokens.issue(name(), Math.max(0, page.offset() - page.size())) : null);
        info.put(
                "page_token_expiry",
                more || page.offset() > 0 ? tokens.expiry().atZone(zone).toOffsetDateTime() : null);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", shown.stream().map(row).toList());
        body.put("info", info);
        return Response.json(200, body);
    }

    private Page page() {
        Params params = request.params();
        String token = params.get("page_token").orElse("");
        Page page = Page.of(params);
        if (token.isEmpty()) {
            if (page.offset() + page.size() > WALL) {
                throw CrmRefusal.of(
                        400,
                        "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
                        "You can only get the first 2000 records without using page_token param",
                        Map.of("limit", WALL));
            }
            return page;
        }
        if (params.get("page").isPresent()) {
            throw CrmRefusal.of(
                    400,
                    "AMBIGUITY_DURING_PROCESSING",
                    "Ambiguity while processing the request",
                    Map.of(
                            "ambiguity_due_to",
                            List.of(Map.of("param_name", "page"), Map.of("param_name", "page_token"))));
        }
        long offset = tokens.offset(token, name());
        if (offset + page.size() > END) {
            throw CrmRefusal.of(
                    400,
                    "PAGINATION_LIMIT_EXCEEDED",
                    "You can only get the first 100000 records",
                    Map.of("limit", END));
        }
        return page.from(offset);
    }

    /** A token for this list is of no use for another, or for another order of it. */
    private String name() {
        return request.path() + " " + sorting.by() + " " + sorting.order();
    }
}
