package dev.sluice.sandbox.zoho.books;

import org.jspecify.annotations.Nullable;

/** A company that is invoiced; linked to its CRM account, or only of the same name. */
public record Customer(
        String id,
        String name,
        @Nullable String crmAccountId,
        @Nullable String crmContactId,
        String currency,
        String email,
        String phone,
        int paymentTerms,
        boolean active) {}
