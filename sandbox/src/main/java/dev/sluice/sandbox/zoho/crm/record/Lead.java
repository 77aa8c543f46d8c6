package dev.sluice.sandbox.zoho.crm.record;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Somebody who may become a customer; leads have a revenue of their company, but no amount. */
public record Lead(
        String id,
        String firstName,
        String lastName,
        String company,
        String title,
        String email,
        @Nullable String phone,
        String status,
        String source,
        @Nullable String industry,
        @Nullable BigDecimal annualRevenue,
        boolean converted,
        @Nullable Deal convertedDeal,
        Address address,
        Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return firstName + " " + lastName;
    }
}
