package dev.sluice.worker.credential;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of Zoho's regions, and the addresses it answers on. Credentials of one are worthless in another. */
public enum DataCentre {
    US("zoho.com", "zohoapis.com"),
    EU("zoho.eu", "zohoapis.eu"),
    IN("zoho.in", "zohoapis.in"),
    AU("zoho.com.au", "zohoapis.com.au"),
    JP("zoho.jp", "zohoapis.jp"),
    CN("zoho.com.cn", "zohoapis.com.cn"),
    SA("zoho.sa", "zohoapis.sa"),
    CA("zohocloud.ca", "zohoapis.ca"),
    UK("zoho.uk", "zohoapis.uk"),
    AE("zoho.ae", "zohoapis.ae");

    /** Production, and the two kinds of organisation for trying things out. */
    private static final List<String> API_HOSTS = List.of("www", "sandbox", "developer");

    private final URI accounts;
    private final URI api;
    private final URI projects;
    private final String apiDomain;

    DataCentre(String domain, String apiDomain) {
        this.accounts = URI.create("https://accounts." + domain);
        this.api = URI.create("https://www." + apiDomain);
        this.projects = URI.create("https://projectsapi." + domain);
        this.apiDomain = apiDomain;
    }

    /** Where tokens are issued. */
    public URI accounts() {
        return accounts;
    }

    /** Where an administrator registers Sluice as a client and gives it a code. */
    public URI console() {
        return URI.create(accounts.toString().replace("//accounts.", "//api-console."));
    }

    /** Where CRM and Books answer, unless the token endpoint names another place. */
    public URI api() {
        return api;
    }

    public URI projects() {
        return projects;
    }

    /** The data centre of a short name such as {@code au}. */
    public static Optional<DataCentre> named(String name) {
        return Arrays.stream(values())
                .filter(centre -> centre.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** The name by which settings and people call it, such as {@code au}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names one may choose from, for messages. */
    public static String names() {
        return String.join(
                ", ", Arrays.stream(values()).map(DataCentre::shortName).toList());
    }

    /** Whether an address is one of Zoho's own API hosts, so that a token may be sent there. */
    public static boolean answersAt(URI address) {
        return "https".equals(address.getScheme())
                && address.getPort() == -1
                && address.getUserInfo() == null
                && Arrays.stream(values())
                        .anyMatch(centre -> API_HOSTS.stream()
                                .anyMatch(host -> (host + "." + centre.apiDomain).equalsIgnoreCase(address.getHost())));
    }
}
