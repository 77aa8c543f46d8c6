package dev.sluice.sandbox.zoho.crm.record;

/** The kinds of field, with the names CRM's field metadata gives them. */
public enum FieldType {
    ID("bigint", "string"),
    TEXT("text", "string"),
    TEXTAREA("textarea", "string"),
    EMAIL("email", "string"),
    PHONE("phone", "string"),
    WEBSITE("website", "string"),
    PICKLIST("picklist", "string"),
    INTEGER("integer", "integer"),
    CURRENCY("currency", "double"),
    DOUBLE("double", "double"),
    BOOLEAN("boolean", "boolean"),
    DATE("date", "string"),
    DATETIME("datetime", "string"),
    LOOKUP("lookup", "jsonobject"),
    OWNER("ownerlookup", "jsonobject");

    private final String dataType;
    private final String jsonType;

    FieldType(String dataType, String jsonType) {
        this.dataType = dataType;
        this.jsonType = jsonType;
    }

    public String dataType() {
        return dataType;
    }

    public String jsonType() {
        return jsonType;
    }

    public boolean text() {
        return switch (this) {
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST -> true;
            default -> false;
        };
    }

    public boolean reference() {
        return this == LOOKUP || this == OWNER;
    }
}
