package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.http.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which part of a list is asked for; more than two hundred at once are not given, whoever asks. */
record BooksPage(int number, int size) {

    private static final int LARGEST = 200;

    static BooksPage of(Params params) {
        return new BooksPage(
                Math.max(1, params.integer("page").orElse(1)),
                Math.clamp(params.integer("per_page").orElse(LARGEST), 1, LARGEST));
    }

    <T> List<T> of(List<T> all) {
        int from = (int) Math.min((long) (number - 1) * size, all.size());
        return all.subList(from, Math.min(from + size, all.size()));
    }

    Map<String, Object> context(String report, int total, Params params) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("page", number);
        context.put("per_page", size);
        context.put("has_more_page", (long) number * size < total);
        context.put("report_name", report);
        context.put("sort_column", params.get("sort_column").orElse("created_time"));
        context.put("sort_order", params.get("sort_order").orElse("D"));
        return context;
    }
}
