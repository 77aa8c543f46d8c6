package dev.sluice.common.call;

import java.util.Objects;

/** Points at one Zoho record: its module as Zoho names it ({@code Contacts}, {@code Invoices}) and its id. */
public record RecordRef(String module, String id) {
    public RecordRef {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(id, "id");
    }
}
