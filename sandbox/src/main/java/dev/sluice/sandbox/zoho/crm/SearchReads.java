package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmModule;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.crm.record.FieldType;
import dev.sluice.sandbox.zoho.crm.search.Criteria;
import dev.sluice.sandbox.zoho.crm.search.IndexLag;
import dev.sluice.sandbox.zoho.crm.search.InvalidCriteria;
import dev.sluice.sandbox.zoho.crm.search.WordIndex;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Searches a module; of several ways to search in one request the first of criteria, email, phone and word counts. */
final class SearchReads {

    private static final int WALL = 2000;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\s@._-]{2,}");

    private final CrmData data;
    private final IndexLag lag;
    private final Map<String, WordIndex> words = new ConcurrentHashMap<>();

    SearchReads(CrmData data, IndexLag lag) {
        this.data = data;
        this.lag = lag;
    }

    Response search(String module, Params params) {
        CrmTable<?> table = RecordReads.table(data, module);
        List<CrmField> fields = Rows.optional(table.module(), params);
        Page page = Page.of(params);
        if (page.offset() + page.size() > WALL) {
            throw CrmRefusal.of(400, "LIMIT_REACHED", "cannot fetch more than 2000 records", Map.of("limit", WALL));
        }
        List<? extends CrmRecord> found = lag.indexed(found(table, params));
        List<? extends CrmRecord> shown = page.of(new ArrayList<>(found));
        if (shown.isEmpty()) {
            return Response.noContent();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", Rows.of(shown, fields));
        body.put("info", page.info(found.size(), shown.size()));
        return Response.json(200, body);
    }

    private List<? extends CrmRecord> found(CrmTable<?> table, Params params) {
        CrmModule module = table.module();
        if (params.get("criteria").isPresent()) {
            return matching(table, criteria(module, params.get("criteria").get()));
        }
        if (params.get("email").isPresent()) {
            return matching(
                    table, holding(module, FieldType.EMAIL, params.get("email").get()));
        }
        if (params.get("phone").isPresent()) {
            return matching(
                    table, holding(module, FieldType.PHONE, params.get("phone").get()));
        }
        String word = params.get("word").orElseThrow(SearchReads::nothingToSearch);
        if (!WORD.matcher(word).matches()) {
            throw CrmRefusal.invalidParam("word");
        }
        return words.computeIfAbsent(module.apiName(), _ -> new WordIndex()).find(table, word);
    }

    private static CrmRefusal nothingToSearch() {
        return CrmRefusal.of(
                400,
                "EXPECTED_PARAM_MISSING",
                "One of the expected parameter is missing",
                Map.of("param_names", List.of("criteria", "email", "phone", "word")));
    }

    private static Predicate<CrmRecord> criteria(CrmModule module, String text) {
        try {
            return Criteria.parse(module, text);
        } catch (InvalidCriteria e) {
            throw CrmRefusal.of(400, "INVALID_QUERY", "invalid query formed", Map.of("reason", e.reason()));
        }
    }

    private static List<CrmRecord> matching(CrmTable<?> table, Predicate<CrmRecord> wanted) {
        List<CrmRecord> found = new ArrayList<>();
        for (CrmRecord row : Rows.newestFirst(table)) {
            if (wanted.test(row)) {
                found.add(row);
            }
        }
        return found;
    }

    /** Records of which any field of that type holds the value; of numbers only the digits count. */
    private static Predicate<CrmRecord> holding(CrmModule module, FieldType type, String value) {
        List<CrmField> fields =
                module.fields().stream().filter(field -> field.type() == type).toList();
        String wanted = comparable(type, value);
        return row -> {
            for (CrmField field : fields) {
                if (field.of(row) instanceof String text
                        && comparable(type, text).equalsIgnoreCase(wanted)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static String comparable(FieldType type, String text) {
        return type == FieldType.PHONE ? text.replaceAll("\\D", "") : text;
    }
}
