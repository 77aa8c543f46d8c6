package dev.sluice.worker.zoho;

import java.util.Objects;

/** A colleague who uses CRM, and may own records. */
public record CrmUser(String id, String name, String email) {
    public CrmUser {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
    }
}
