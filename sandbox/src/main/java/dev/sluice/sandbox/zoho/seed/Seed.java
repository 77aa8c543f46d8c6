package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.country.Country;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What to grow a company's data from: the same seed on the same day gives the same data. The scale multiplies how
 * many records of each kind there are.
 */
public record Seed(long value, LocalDate today, Country country, int scale) {

    public Seed {
        if (scale < 1) {
            throw new IllegalArgumentException("scale is " + scale + ", but must be at least 1");
        }
    }

    /** Where the company's day ends. */
    ZoneId zone() {
        return country.zone();
    }

    public ZohoData grow(String company, long firstId) {
        Dice dice = new Dice(value);
        CrmSeed crm = new CrmSeed(this, dice, company, firstId);
        crm.sow();
        new ActivitySeed(this, dice, crm.data()).sow();
        ZohoData data = new ZohoData(
                crm.data(),
                new BooksSeed(this, dice, crm.data(), firstId).grow(),
                new ProjectsSeed(this, dice, crm.data(), firstId).grow());
        new EmailSeed(this, crm.data()).sow();
        return data;
    }
}
