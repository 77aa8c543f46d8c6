package dev.sluice.sandbox.zoho;

import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;

/** A company to invent: its name, the data centre its organisation is in, and where its day ends. */
public record Company(String name, String dataCentre, ZoneId zone) {

    private static final Map<String, String> ZONES = Map.of(
            "au", "Australia/Sydney",
            "us", "America/New_York",
            "eu", "Europe/Berlin",
            "in", "Asia/Kolkata",
            "jp", "Asia/Tokyo",
            "cn", "Asia/Shanghai",
            "sa", "Asia/Riyadh",
            "ca", "America/Toronto",
            "uk", "Europe/London",
            "ae", "Asia/Dubai");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9 .&'-]{0,60}");

    public Company {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a company cannot be called " + name);
        }
        if (!ZONES.containsKey(dataCentre)) {
            throw new IllegalArgumentException("there is no data centre " + dataCentre + "; there are "
                    + String.join(", ", ZONES.keySet().stream().sorted().toList()));
        }
    }

    /** One in the usual time zone of its data centre. */
    public static Company in(String dataCentre, String name) {
        return new Company(name, dataCentre, ZoneId.of(ZONES.getOrDefault(dataCentre, "UTC")));
    }
}
