package dev.sluice.sandbox.zoho.country;

import java.math.BigDecimal;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The country that a company of a data centre is in: one of each, under the data centre's name. */
public enum Country {
    AU("en-AU", "Australia/Sydney", Month.JULY, "AUD", "NZD", "0.91", "USD", "1.52"),
    US("en-US", "America/New_York", Month.JANUARY, "USD", "CAD", "0.72", "EUR", "1.14"),
    EU("de-DE", "Europe/Berlin", Month.JANUARY, "EUR", "GBP", "1.16", "USD", "0.88"),
    IN("en-IN", "Asia/Kolkata", Month.APRIL, "INR", "USD", "84.00", "EUR", "96.00"),
    JP("ja-JP", "Asia/Tokyo", Month.APRIL, "JPY", "USD", "152.00", "EUR", "173.00"),
    CN("zh-CN", "Asia/Shanghai", Month.JANUARY, "CNY", "USD", "7.20", "EUR", "8.20"),
    SA("ar-SA", "Asia/Riyadh", Month.JANUARY, "SAR", "AED", "1.02", "USD", "3.75"),
    CA("en-CA", "America/Toronto", Month.JANUARY, "CAD", "USD", "1.38", "EUR", "1.58"),
    UK("en-GB", "Europe/London", Month.APRIL, "GBP", "EUR", "0.86", "USD", "0.76"),
    AE("en-AE", "Asia/Dubai", Month.JANUARY, "AED", "SAR", "0.98", "USD", "3.67");

    private final Locale locale;
    private final ZoneId zone;
    private final Month yearBegins;
    private final String currency;
    private final String neighbour;
    private final BigDecimal neighbourRate;
    private final String distant;
    private final BigDecimal distantRate;

    Country(
            String locale,
            String zone,
            Month yearBegins,
            String currency,
            String neighbour,
            String neighbourRate,
            String distant,
            String distantRate) {
        this.locale = Locale.forLanguageTag(locale);
        this.zone = ZoneId.of(zone);
        this.yearBegins = yearBegins;
        this.currency = currency;
        this.neighbour = neighbour;
        this.neighbourRate = new BigDecimal(neighbourRate);
        this.distant = distant;
        this.distantRate = new BigDecimal(distantRate);
    }

    /** The one in which companies of a data centre are. */
    public static Optional<Country> of(String dataCentre) {
        return Stream.of(values())
                .filter(country -> country.dataCentre().equals(dataCentre))
                .findFirst();
    }

    /** All data centres there are. */
    public static List<String> dataCentres() {
        return Stream.of(values()).map(Country::dataCentre).sorted().toList();
    }

    private String dataCentre() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the day ends. */
    public ZoneId zone() {
        return zone;
    }

    /** The month in which most companies begin their year. */
    public Month yearBegins() {
        return yearBegins;
    }

    /** The same in English, as Zoho says it. */
    public String nameOfYearsFirstMonth() {
        return yearBegins.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** The ISO 4217 code of its money. */
    public String currency() {
        return currency;
    }

    /** The currency that is met most often beside its own. */
    public String neighbour() {
        return neighbour;
    }

    /** A currency that is met now and then. */
    public String distant() {
        return distant;
    }

    /** What one of that currency is worth in its own. */
    public BigDecimal rate(String of) {
        return of.equals(neighbour) ? neighbourRate : of.equals(distant) ? distantRate : BigDecimal.ONE;
    }

    public String displayName() {
        return locale.getDisplayCountry(Locale.ENGLISH);
    }

    /** Its ISO 3166 code. */
    public String code() {
        return locale.getCountry();
    }

    /** Its language and itself, as {@code en_AU}. */
    public String localeName() {
        return locale.toString();
    }

    /** As {@code Australian Dollar}. */
    public String currencyName() {
        return Currency.getInstance(currency).getDisplayName(Locale.ENGLISH);
    }

    public String currencySymbol() {
        return Currency.getInstance(currency).getSymbol(locale);
    }
}
