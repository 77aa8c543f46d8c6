package dev.sluice.sandbox.zoho.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.books.Customer;
import dev.sluice.sandbox.zoho.books.Invoice;
import dev.sluice.sandbox.zoho.country.Country;
import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Call;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.projects.Project;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every test that uses the data may count on, whatever the seed and the day. */
final class SeedTest {

    private static final long FIRST_ID = 7_148_200_000_000_100_000L;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static ZohoData grow(long seed) {
        return new Seed(seed, TODAY, Country.AU, 1).grow("Test Pty Ltd", FIRST_ID);
    }

    @Test
    void theSameSeedGivesTheSameData() {
        ZohoData one = grow(5);
        ZohoData two = grow(5);

        assertThat(one.crm().notes().all()).isEqualTo(two.crm().notes().all());
        assertThat(one.books().invoices()).isEqualTo(two.books().invoices());
        assertThat(one.projects()).isEqualTo(two.projects());
        assertThat(grow(6).books().invoices()).isNotEqualTo(one.books().invoices());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_260_701})
    void thereIsAsMuchAsPromised(long seed) {
        ZohoData data = grow(seed);

        assertThat(data.crm().accounts().all()).hasSize(120);
        assertThat(data.crm().contacts().all()).hasSize(500);
        assertThat(data.crm().deals().all()).hasSize(300);
        assertThat(data.crm().leads().all()).hasSize(40);
        assertThat(data.books().invoices()).hasSize(200);
        assertThat(data.projects().projects()).hasSize(25);
        assertThat(data.crm().accounts().all().stream().map(Account::name)).doesNotHaveDuplicates();
        assertThat(data.crm().contacts().all().stream().map(Contact::email).filter(Objects::nonNull))
                .doesNotHaveDuplicates()
                .allMatch(email -> email.endsWith(".example"));
        assertThat(data.crm().contacts().all().stream()
                        .filter(contact -> contact.stamps().lastActivityTime() == null))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_260_701})
    void acmeHasSomethingOfEverything(long seed) {
        ZohoData data = grow(seed);
        Account acme = account(data, "Acme Corp");
        List<Deal> deals = data.crm().deals().lookingUp("Account_Name", acme.id());
        Customer customer = data.books().customers().stream()
                .filter(candidate -> acme.id().equals(candidate.crmAccountId()))
                .findFirst()
                .orElseThrow();

        assertThat(deals.stream().filter(deal -> deal.stage().open())).hasSize(3);
        assertThat(deals).allMatch(deal -> deal.amount() != null);
        assertThat(data.crm().contacts().lookingUp("Account_Name", acme.id())).hasSizeGreaterThan(2);
        assertThat(data.books().invoicesOf(customer).stream().map(invoice -> invoice.status(TODAY)))
                .contains("overdue");
        assertThat(account(data, "TechStart Pty Ltd").industry()).isEqualTo("Technology");
        assertThat(data.crm().calls().all().stream().map(Call::what)).contains(acme);
        assertThat(deals.stream().flatMap(deal -> data.crm().notesAbout(deal.id()).stream()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_260_701})
    void buildersOweMoneyAndOneIsUnknownToBooks(long seed) {
        ZohoData data = grow(seed);
        List<Account> builders = data.crm().accounts().all().stream()
                .filter(account -> "Construction".equals(account.industry()))
                .toList();
        Set<String> linked = data.books().customers().stream()
                .map(Customer::crmAccountId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> names =
                data.books().customers().stream().map(Customer::name).collect(Collectors.toSet());

        assertThat(builders.stream()
                        .filter(account -> !linked.contains(account.id()) && !names.contains(account.name())))
                .hasSize(1);
        assertThat(builders.stream()
                        .filter(account -> !linked.contains(account.id()) && names.contains(account.name())))
                .hasSize(1);
        assertThat(data.books().invoices().stream()
                        .filter(invoice -> builders.stream()
                                .anyMatch(account ->
                                        account.id().equals(invoice.customer().crmAccountId())))
                        .filter(invoice -> invoice.status(TODAY).equals("overdue")))
                .hasSizeGreaterThan(5);
        assertThat(data.books().invoices().stream().map(Invoice::customer).map(Customer::currency))
                .contains("AUD");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_260_701})
    void sevenProjectsAreBehind(long seed) {
        assertThat(grow(seed).projects().projects().stream().filter(SeedTest::behind))
                .hasSize(7);
    }

    private static boolean behind(Project project) {
        return !project.completed()
                && (late(project.endDate())
                        || project.milestones().stream()
                                .anyMatch(milestone -> !milestone.completed() && late(milestone.endDate()))
                        || project.tasks().stream().anyMatch(task -> !task.completed() && late(task.endDate())));
    }

    private static boolean late(@Nullable LocalDate end) {
        return end != null && end.isBefore(TODAY);
    }

    private static Account account(ZohoData data, String name) {
        return data.crm().accounts().all().stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
