package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.http.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for: so many records, after so many others. */
record Page(long offset, int size) {

    static final int LARGEST = 200;

    static Page of(Params params) {
        int number = positive(params, "page", 1);
        int size = positive(params, "per_page", LARGEST);
        if (size > LARGEST) {
            throw CrmRefusal.invalidParam("per_page");
        }
        return new Page((long) (number - 1) * size, size);
    }

    private static int positive(Params params, String name, int otherwise) {
        if (params.get(name).isEmpty()) {
            return otherwise;
        }
        int value = params.integer(name).orElse(0);
        if (value < 1) {
            throw CrmRefusal.invalidParam(name);
        }
        return value;
    }

    /** The page of the same size that comes after so many records. */
    Page from(long other) {
        return new Page(other, size);
    }

    int number() {
        return (int) (offset / size) + 1;
    }

    <T> List<T> of(List<T> all) {
        int from = (int) Math.min(offset, all.size());
        return all.subList(from, Math.min(from + size, all.size()));
    }

    /** What is said about the page beside it. */
    Map<String, @Nullable Object> info(int total, int shown) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("per_page", size);
        info.put("count", shown);
        info.put("page", number());
        info.put("sort_by", "id");
        info.put("sort_order", "desc");
        info.put("more_records", offset + shown < total);
        return info;
    }
}
