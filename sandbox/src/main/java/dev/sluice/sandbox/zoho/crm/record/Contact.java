package dev.sluice.sandbox.zoho.crm.record;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A person, mostly at an account. */
public record Contact(
        String id,
        String firstName,
        String lastName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String mobile,
        String title,
        String department,
        String leadSource,
        @Nullable LocalDate dateOfBirth,
        @Nullable Account account,
        Address mailing,
        Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return firstName + " " + lastName;
    }
}
