package dev.sluice.sandbox.zoho.crm.record;

/** Somebody of the company who uses its CRM, and may own records. */
public record User(String id, String firstName, String lastName, String email, String role, String profile)
        implements CrmRecord {

    @Override
    public String displayName() {
        return firstName + " " + lastName;
    }
}
