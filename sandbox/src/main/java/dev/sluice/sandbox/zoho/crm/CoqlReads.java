package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.coql.Answer;
import dev.sluice.sandbox.zoho.crm.coql.Coql;
import dev.sluice.sandbox.zoho.crm.coql.InvalidQuery;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Answers COQL over HTTP. */
final class CoqlReads {

    private final Coql coql;

    CoqlReads(CrmData data) {
        this.coql = new Coql(data);
    }

    Response query(byte[] body) {
        Answer answer = ask(selectQuery(body));
        if (answer.rows().isEmpty()) {
            return Response.noContent();
        }
        answer.rows().forEach(row -> row.replaceAll((_, value) -> shown(value)));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("count", answer.rows().size());
        info.put("more_records", answer.more());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("data", answer.rows());
        result.put("info", info);
        return Response.json(200, result);
    }

    private Answer ask(String query) {
        try {
            return coql.ask(query);
        } catch (InvalidQuery e) {
            throw CrmRefusal.of(400, e.code(), e.message(), e.details());
        }
    }

    private static String selectQuery(byte[] body) {
        JsonNode root;
        try {
            root = Json.read(body);
        } catch (JacksonException e) {
            throw CrmRefusal.notJson();
        }
        JsonNode query = root.path("select_query");
        if (!query.isString()) {
            throw CrmRefusal.of(
                    400, "MANDATORY_NOT_FOUND", "required field not found", Map.of("api_name", "select_query"));
        }
        return query.asString();
    }

    /** A record that is referred to is its name and its id, whosever it is. */
    private static @Nullable Object shown(@Nullable Object value) {
        if (!(value instanceof CrmRecord target)) {
            return value;
        }
        Map<String, Object> reference = LinkedHashMap.newLinkedHashMap(2);
        reference.put("name", target.displayName());
        reference.put("id", target.id());
        return reference;
    }
}
