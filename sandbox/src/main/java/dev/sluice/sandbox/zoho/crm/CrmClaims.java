package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Claim;
import dev.sluice.sandbox.zoho.limit.LimitName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * What a request costs: a credit for a read, and for every ten records written; one, two or three for a query, by its
 * limit. What is dear to CRM also counts against the requests of its kind that may be under way.
 */
final class CrmClaims {

    private static final Pattern LIMIT =
            Pattern.compile("\\blimit\\s+(\\d{1,9})(?:\\s*,\\s*(\\d{1,9}))?", Pattern.CASE_INSENSITIVE);
    private static final int RECORDS_A_CREDIT = 10;

    private static final Claim CONCURRENT = Claim.one(LimitName.CRM_CONCURRENT);
    private static final Claim SUB_CONCURRENT = Claim.one(LimitName.CRM_SUB_CONCURRENT);
    private static final List<Claim> READ = List.of(CONCURRENT, credits(1));
    private static final List<Claim> DEAR_READ = List.of(CONCURRENT, SUB_CONCURRENT, credits(1));

    private CrmClaims() {}

    static List<Claim> of(Request request) {
        if (request.method().equals("GET")) {
            return dear(request) ? DEAR_READ : READ;
        }
        if (request.path().endsWith("/coql")) {
            return List.of(CONCURRENT, SUB_CONCURRENT, credits(queryCredits(request.body())));
        }
        int records = records(request.body());
        Claim credits = credits(Math.max(1, (records + RECORDS_A_CREDIT - 1) / RECORDS_A_CREDIT));
        return records > RECORDS_A_CREDIT ? List.of(CONCURRENT, SUB_CONCURRENT, credits) : List.of(CONCURRENT, credits);
    }

    /** A list that must be sorted, or is seen through a custom view. */
    private static boolean dear(Request request) {
        return request.segments().size() == 3
                && !request.query().isEmpty()
                && (request.params().get("sort_by").isPresent()
                        || request.params().get("cvid").isPresent());
    }

    private static Claim credits(int units) {
        return new Claim(LimitName.CRM_CREDITS, "", units);
    }

    private static int queryCredits(byte[] body) {
        Matcher limit = LIMIT.matcher(new String(body, StandardCharsets.UTF_8));
        int rows = 200;
        while (limit.find()) {
            rows = Integer.parseInt(limit.group(2) == null ? limit.group(1) : limit.group(2));
        }
        return rows <= 200 ? 1 : rows <= 1_000 ? 2 : 3;
    }

    private static int records(byte[] body) {
        try {
            return Json.read(body).path("data").size();
        } catch (JacksonException e) {
            return 1;
        }
    }
}
