package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.worker.zoho.Books;
import dev.sluice.worker.zoho.Page;
import dev.sluice.worker.zoho.ZohoSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Open invoices of Books joined to the companies of an industry in CRM. Books knows no industry, and tells of a customer's
 * link to CRM only when asked for the customers of one account. So customers are matched by their names, which costs
 * nothing; only where a name does not decide is the link asked for: for namesakes of companies in other industries, and
 * for companies that may go by another name in Books.
 */
final class IndustryJoin {
    private static final int MOST_CUSTOMER_PAGES = 5;
    private static final int MOST_NAME_QUERIES = 2;
    private static final int MOST_LINKS = 20;
    private static final int MOST_CONDITIONS = 25;

    private final String industry;
    private final ZohoSession zoho;
    private final List<JsonNode> accounts;
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final List<Receivables.Open> open;
    private final Map<String, Match> matches = new LinkedHashMap<>();
    private final List<String> unmatchedAccounts = new ArrayList<>();
    private final List<String> unmatchedCustomers = new ArrayList<>();
    private final List<String> notCovered = new ArrayList<>();
    private final boolean everybody;

    private IndustryJoin(String industry, ZohoSession zoho, Page accounts, Page customers, Page invoices) {
        this.industry = industry;
        this.zoho = zoho;
        this.everybody = industry.isEmpty();
        this.accounts = accounts.rows();
        this.open = Receivables.open(invoices);
        customers.rows().forEach(row -> {
            var id = Fields.text(row.path("contact_id"));
            if (id != null) {
                this.customers.put(id, Customer.of(id, row));
            }
        });
        if (accounts.more()) {
            notCovered.add("all but " + accounts.rows().size() + " companies of the industry");
        }
        if (customers.more()) {
            notCovered.add("all but " + customers.rows().size() + " customers of Books");
        }
        if (invoices.more()) {
            notCovered.add("all but the largest " + invoices.rows().size() + " open invoices");
        }
    }

    /** A customer of Books. */
    private record Customer(String name, boolean maybeLinked) {
        static Customer of(String id, JsonNode row) {
            var name = Fields.text(row.path("contact_name"));
            return new Customer(
                    name == null ? id : name, row.path("is_linked_with_zohocrm").asBoolean(true));
        }
    }

    /** Which company of CRM a customer is, and how that is known. */
    private record Match(JsonNode account, String by) {}

    /** All open invoices, whosever they are. */
    static IndustryJoin everybody(ZohoSession zoho, @Nullable String customer) {
        var nothing = new Page(List.of(), false);
        return new IndustryJoin("", zoho, nothing, nothing, invoices(zoho.books(), customer));
    }

    static IndustryJoin of(String industry, ZohoSession zoho, @Nullable String customer) {
        var books = zoho.books();
        List<Callable<Page>> questions =
                List.of(() -> companies(industry, zoho), () -> customers(books), () -> invoices(books, customer));
        var pages = SideBySide.run("zoho-receivables", questions);
        var join = new IndustryJoin(industry, zoho, pages.get(0), pages.get(1), pages.get(2));
        join.match();
        return join;
    }

    private static Page companies(String industry, ZohoSession zoho) {
        var page = zoho.crm()
                .coql("select Account_Name, Industry from Accounts where " + Coql.named("Industry", industry)
                        + " order by Account_Name asc limit " + Coql.MOST_ROWS);
        return new Page(
                page.rows().stream()
                        .filter(row -> industry.equals(Fields.text(row.path("Industry"))))
                        .toList(),
                page.more());
    }

    private static Page customers(Books books) {
        var rows = new ArrayList<JsonNode>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_CUSTOMER_PAGES; page++) {
            var found = books.customers(page);
            rows.addAll(found.rows());
            more = found.more();
        }
        return new Page(rows, more);
    }

    private static Page invoices(Books books, @Nullable String customer) {
        return Receivables.pages(page -> books.invoicesByBalance(page, customer));
    }

    /** The open invoices of the industry. */
    List<Receivables.Open> invoices() {
        return everybody
                ? open
                : open.stream()
                        .filter(invoice -> matches.containsKey(invoice.customerId()))
                        .toList();
    }

    List<String> unmatchedAccounts() {
        return List.copyOf(unmatchedAccounts);
    }

    List<String> unmatchedCustomers() {
        return List.copyOf(unmatchedCustomers);
    }

    List<String> notCovered() {
        return List.copyOf(notCovered);
    }

    /** Tells which company of CRM a customer is. */
    void writeMatch(String customerId, ObjectNode entry, List<RecordRef> disclosed) {
        var match = matches.get(customerId);
        if (match == null) {
            return;
        }
        var id = Fields.text(match.account().path("id"));
        Fields.put(entry, "account_id", id);
        Fields.put(entry, "account_name", Fields.text(match.account().path("Account_Name")));
        entry.put("matched_by", match.by());
        if (id != null) {
            disclosed.add(new RecordRef("Accounts", id));
        }
    }

    private void match() {
        var customersByName = customers.entrySet().stream()
                .collect(Collectors.groupingBy(
                        customer -> bare(customer.getValue().name())));
        var byName = new LinkedHashMap<String, JsonNode>();
        var withoutName = new ArrayList<JsonNode>();
        for (var account : accounts) {
            var named = customersByName.get(bare(name(account)));
            if (named == null) {
                withoutName.add(account);
            } else {
                named.forEach(customer -> byName.put(customer.getKey(), account));
            }
        }

        var owing =
                open.stream().map(Receivables.Open::customerId).collect(Collectors.toCollection(LinkedHashSet::new));
        var elsewhere = elsewhere(owing);
        var undecided = new LinkedHashSet<JsonNode>();
        byName.forEach((customer, account) -> {
            if (owing.contains(customer) && elsewhere.contains(bare(name(account)))) {
                undecided.add(account);
            } else {
                matches.put(customer, new Match(account, "name"));
            }
        });
        var strangers = owing.stream()
                .filter(customer -> !byName.containsKey(customer))
                .filter(customer -> !elsewhere.contains(bare(customerName(customer))))
                .toList();
        if (strangers.stream().anyMatch(this::maybeLinked)) {
            undecided.addAll(withoutName);
        }
        askForLinks(undecided);

        byName.forEach((customer, account) -> {
            if (!matches.containsKey(customer)) {
                notCovered.add(customerName(customer) + ": companies of several industries have that name, and Books"
                        + " links it to none of this one");
            }
        });
        strangers.stream()
                .filter(customer -> !matches.containsKey(customer))
                .map(this::customerName)
                .distinct()
                .forEach(unmatchedCustomers::add);
        var matched = matches.values().stream().map(Match::account).collect(Collectors.toSet());
        withoutName.stream()
                .filter(account -> !matched.contains(account))
                .map(IndustryJoin::name)
                .forEach(unmatchedAccounts::add);
    }

    /** The names, of customers that owe, that companies of other industries have in CRM. */
    private Set<String> elsewhere(Collection<String> owing) {
        var names = owing.stream().map(this::customerName).distinct().toList();
        var questions = new ArrayList<Callable<Page>>();
        for (int from = 0; from < names.size(); from += Coql.MOST_VALUES) {
            var some = names.subList(from, Math.min(from + Coql.MOST_VALUES, names.size()));
            if (questions.size() == MOST_NAME_QUERIES) {
                notCovered.add("whether companies of other industries share the name of " + (names.size() - from)
                        + " customers");
                break;
            }
            questions.add(() -> companiesNamed(some));
        }
        return SideBySide.run("zoho-names", questions).stream()
                .flatMap(page -> page.rows().stream())
                .filter(row -> !industry.equals(Fields.text(row.path("Industry"))))
                .map(row -> bare(name(row)))
                .collect(Collectors.toSet());
    }

    private Page companiesNamed(List<String> names) {
        var conditions = new ArrayList<String>();
        var safe = names.stream().filter(Coql::safe).toList();
        if (!safe.isEmpty()) {
            conditions.add(Coql.in("Account_Name", safe));
        }
        for (var name : names) {
            if (!Coql.safe(name) && conditions.size() < MOST_CONDITIONS) {
                conditions.add(Coql.named("Account_Name", name));
            }
        }
        return conditions.isEmpty()
                ? new Page(List.of(), false)
                : zoho.crm()
                        .coql("select Account_Name, Industry from Accounts where " + Coql.anyOf(conditions) + " limit "
                                + Coql.MOST_ROWS);
    }

    private void askForLinks(Collection<JsonNode> undecided) {
        if (undecided.size() > MOST_LINKS) {
            notCovered.add("the links to Books of " + (undecided.size() - MOST_LINKS) + " companies of the industry");
        }
        var asked = undecided.stream().limit(MOST_LINKS).toList();
        List<Callable<Page>> questions = asked.stream()
                .map(account -> (Callable<Page>)
                        () -> zoho.books().customersOfAccount(String.valueOf(Fields.text(account.path("id")))))
                .toList();
        var pages = SideBySide.run("zoho-links", questions);
        for (int i = 0; i < asked.size(); i++) {
            var account = asked.get(i);
            for (var row : pages.get(i).rows()) {
                var id = Fields.text(row.path("contact_id"));
                if (id != null) {
                    customers.putIfAbsent(id, Customer.of(id, row));
                    matches.put(id, new Match(account, "crm_link"));
                }
            }
        }
    }

    private boolean maybeLinked(String customerId) {
        var customer = customers.get(customerId);
        return customer == null || customer.maybeLinked();
    }

    private String customerName(String id) {
        var customer = customers.get(id);
        return customer != null
                ? customer.name()
                : open.stream()
                        .filter(invoice -> invoice.customerId().equals(id))
                        .map(Receivables.Open::customerName)
                        .findFirst()
                        .orElse(id);
    }

    private static String name(JsonNode account) {
        var name = Fields.text(account.path("Account_Name"));
        return name == null ? "" : name;
    }

    private static String bare(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
