package dev.sluice.sandbox.zoho.crm.coql;

import java.util.LinkedHashMap;
import java.util.Map;

/** A query CRM refuses, with the code, the message and the details it would give. */
public final class InvalidQuery extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, Object> details;

    private InvalidQuery(String code, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
    }

    static InvalidQuery unreadable(Token near) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("line", 1);
        details.put("column", near.position() + 1);
        details.put("near", near.text());
        return new InvalidQuery("SYNTAX_ERROR", "error occurred while parsing the query", details);
    }

    static InvalidQuery missingClause(String clause) {
        return new InvalidQuery("SYNTAX_ERROR", "missing clause", Map.of("clause", clause));
    }

    static InvalidQuery unknownModule(String module) {
        return new InvalidQuery(
                "INVALID_MODULE", "the module name given seems to be invalid", Map.of("module", module));
    }

    static InvalidQuery unknownColumn(String column) {
        return new InvalidQuery("INVALID_QUERY", "column given seems to be invalid", Map.of("column_name", column));
    }

    static InvalidQuery wrongValue(String column) {
        return new InvalidQuery(
                "INVALID_QUERY", "value given seems to be invalid for the column", Map.of("column_name", column));
    }

    static InvalidQuery wrongType(String column) {
        return new InvalidQuery("INVALID_QUERY", "data type not supported", Map.of("column_name", column));
    }

    static InvalidQuery malformed(String column, String reason) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("column_name", column);
        details.put("reason", reason);
        return new InvalidQuery("INVALID_QUERY", "invalid query formed", details);
    }

    static InvalidQuery tooMuch(String clause, int limit) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("limit", limit);
        details.put("clause", clause);
        return new InvalidQuery("LIMIT_EXCEEDED", "the limit given exceeds the allowed limit", details);
    }

    static InvalidQuery duplicateAlias(String alias) {
        return new InvalidQuery("DUPLICATE_ALIAS", "duplicate alias name", Map.of("alias", alias));
    }

    public String code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
