package dev.sluice.worker.tool;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Sums of money, one for each currency and never across them. */
final class Totals {
    private final Map<String, Total> byCurrency = new TreeMap<>();

    private record Total(BigDecimal sum, int count) {
        Total plus(Total other) {
            return new Total(sum.add(other.sum), count + other.count);
        }
    }

    /** Adds an amount; an absent currency is a currency of its own, an absent amount is nothing. */
    void add(@Nullable String currency, @Nullable BigDecimal amount) {
        if (amount != null) {
            byCurrency.merge(currency == null ? "" : currency, new Total(amount, 1), Total::plus);
        }
    }

    void writeTo(ArrayNode totals, String sumField, String countField) {
        byCurrency.forEach((currency, total) -> {
            var entry = totals.addObject();
            if (!currency.isEmpty()) {
                entry.put("currency", currency);
            }
            entry.put(sumField, total.sum()).put(countField, total.count());
        });
    }
}
