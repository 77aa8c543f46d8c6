package dev.sluice.sandbox.zoho.crm.record;

import org.jspecify.annotations.Nullable;

/** What somebody wrote down about another record. */
public record Note(String id, @Nullable String title, String content, CrmRecord parent, Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return title == null ? "" : title;
    }
}
