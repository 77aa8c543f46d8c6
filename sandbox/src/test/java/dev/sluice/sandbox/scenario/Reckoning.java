package dev.sluice.sandbox.scenario;

import dev.sluice.sandbox.zoho.books.Customer;
import dev.sluice.sandbox.zoho.projects.Project;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What answers are held against: the same, reckoned from what Zoho holds. */
final class Reckoning {
    private Reckoning() {}

    static boolean behind(Project project, LocalDate today) {
        return past(project.endDate(), today)
                || project.milestones().stream()
                        .anyMatch(milestone -> !milestone.completed() && past(milestone.endDate(), today))
                || project.tasks().stream().anyMatch(task -> !task.completed() && past(task.endDate(), today));
    }

    private static boolean past(@Nullable LocalDate end, LocalDate today) {
        return end != null && end.isBefore(today);
    }

    /** By the link where there is one, or else by the name. */
    static boolean belongs(Customer customer, Set<String> accounts, Set<String> names) {
        var linked = customer.crmAccountId();
        return linked == null ? names.contains(customer.name()) : accounts.contains(linked);
    }

    static <T> Map<String, BigDecimal> sums(
            List<T> rows, Function<T, String> currency, Function<T, @Nullable BigDecimal> amount) {
        var sums = new HashMap<String, BigDecimal>();
        for (var row : rows) {
            var value = amount.apply(row);
            if (value != null) {
                sums.merge(currency.apply(row), value.stripTrailingZeros(), BigDecimal::add);
            }
        }
        sums.replaceAll((_, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    static Map<String, BigDecimal> sums(JsonNode totals, String field) {
        return sums(totals, field, total -> total.path("currency").asString());
    }

    static Map<String, BigDecimal> sums(JsonNode rows, String field, Function<JsonNode, String> key) {
        return sums(
                rows.valueStream().filter(row -> row.has(field)).toList(),
                key,
                row -> new BigDecimal(row.path(field).asString()));
    }

    static List<String> texts(JsonNode entries, String field) {
        return entries.valueStream().map(entry -> entry.path(field).asString()).toList();
    }

    static List<String> elements(JsonNode texts) {
        var elements = new ArrayList<String>();
        texts.forEach(text -> elements.add(text.asString()));
        return elements;
    }
}
