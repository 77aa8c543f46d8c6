package dev.sluice.sandbox.zoho.limit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The limits Zoho is known to keep. All but the first are an organisation's; that one is each refresh token's. */
public enum LimitName {
    TOKEN_REQUESTS("token.requests"),
    CRM_CREDITS("crm.credits"),
    CRM_CONCURRENT("crm.concurrent"),
    CRM_SUB_CONCURRENT("crm.sub-concurrent"),
    BOOKS_MINUTE("books.minute"),
    BOOKS_DAY("books.day"),
    BOOKS_CONCURRENT("books.concurrent"),
    PROJECTS_URL("projects.url");

    private final String label;

    LimitName(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }

    public static Optional<LimitName> labelled(String label) {
        return Arrays.stream(values()).filter(name -> name.label.equals(label)).findFirst();
    }

    /** All labels, for whoever got one wrong. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(LimitName::label).toList();
    }

    @Override
    public String toString() {
        return label;
    }
}
