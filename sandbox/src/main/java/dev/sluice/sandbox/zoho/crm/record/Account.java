package dev.sluice.sandbox.zoho.crm.record;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A company one deals with. */
public record Account(
        String id,
        String name,
        @Nullable String industry,
        String type,
        String phone,
        String website,
        @Nullable BigDecimal annualRevenue,
        int employees,
        Address billing,
        Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return name;
    }
}
