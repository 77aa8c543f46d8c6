package dev.sluice.worker.quota;

import java.util.List;
import java.util.Objects;

/**
 * What one request of a kind costs: units of each quota key it needs, all of them or none.
 *
 * @param api those who share a breaker and a queue
 */
public record Charge(String name, String api, List<Item> items) {
    public static final String CRM_READ = "crm.read";
    public static final String CRM_WRITE = "crm.write";
    public static final String CRM_QUERY = "crm.query";
    public static final String BOOKS = "books";
    public static final String BOOKS_MINUTE = "books.minute";
    public static final String BOOKS_DAY = "books.day";
    public static final String BOOKS_CONCURRENT = "books.concurrent";
    public static final String PROJECTS = "projects.";

    public Charge {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(api, "api");
        items = List.copyOf(items);
    }

    /** Units of one quota key. */
    public record Item(String key, int units) {}

    /**
     * The charge of a name. A query that costs several credits has their number behind a dot; Projects counts each
     * kind of address by itself.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Charge named(String name) {
        if (name.equals(CRM_READ) || name.equals(CRM_WRITE)) {
            return new Charge(name, "crm", List.of(new Item("crm.credits", 1), new Item("crm.concurrent", 1)));
        }
        if (name.equals(CRM_QUERY) || name.startsWith(CRM_QUERY + ".")) {
            int credits = name.equals(CRM_QUERY) ? 1 : Integer.parseInt(name.substring(CRM_QUERY.length() + 1));
            return new Charge(
                    name,
                    "crm",
                    List.of(
                            new Item("crm.credits", credits),
                            new Item("crm.concurrent", 1),
                            new Item("crm.sub-concurrent", 1)));
        }
        if (name.equals(BOOKS)) {
            return new Charge(
                    name,
                    BOOKS,
                    List.of(new Item(BOOKS_MINUTE, 1), new Item(BOOKS_DAY, 1), new Item(BOOKS_CONCURRENT, 1)));
        }
        if (name.startsWith(PROJECTS) && name.length() > PROJECTS.length()) {
            return new Charge(name, name, List.of(new Item(name, 1)));
        }
        throw new IllegalArgumentException("there is no charge " + name);
    }

    /** What it is told to cost: of CRM, credits; elsewhere, requests. */
    public int cost() {
        return items.getFirst().units();
    }

    /** Whose limit a quota key is. */
    public static String apiOf(String key) {
        return key.startsWith(PROJECTS) ? key : key.substring(0, Math.max(0, key.indexOf('.')));
    }

    /** A COQL query by how many rows it may give: up to 200 cost one credit, up to 1,000 two, up to 2,000 three. */
    public static String query(int rows) {
        return rows <= 200 ? CRM_QUERY : CRM_QUERY + (rows <= 1000 ? ".2" : ".3");
    }
}
