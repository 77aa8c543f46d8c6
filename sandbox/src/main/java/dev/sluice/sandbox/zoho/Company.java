package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.country.Country;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** A company to invent: its name, the data centre its organisation is in, and the country it goes by. */
public record Company(String name, String dataCentre, Country country) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9 .&'-]{0,60}");

    public Company {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a company cannot be called " + name);
        }
    }

    /** One in the country of its data centre. */
    public static Company in(String dataCentre, String name) {
        Country country = Country.of(dataCentre)
                .orElseThrow(() -> new IllegalArgumentException("there is no data centre " + dataCentre + "; there are "
                        + String.join(", ", Country.dataCentres())));
        return new Company(name, dataCentre, country);
    }

    /** Where its day ends. */
    public ZoneId zone() {
        return country.zone();
    }
}
