package dev.sluice.sandbox.zoho.crm.record;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A sale, hoped for or made; its amount is in its own currency. */
public record Deal(
        String id,
        String name,
        @Nullable BigDecimal amount,
        String currency,
        BigDecimal exchangeRate,
        Stage stage,
        LocalDate closingDate,
        String type,
        String leadSource,
        @Nullable String nextStep,
        Account account,
        @Nullable Contact contact,
        Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return name;
    }
}
