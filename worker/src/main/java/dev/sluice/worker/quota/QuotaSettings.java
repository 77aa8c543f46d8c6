package dev.sluice.worker.quota;

import dev.sluice.common.settings.SettingsReader;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The limits of each connection: those of its Zoho edition and plan, and what is set otherwise. */
public record QuotaSettings(Map<String, QuotaPlan> plans) {
    private static final int RESERVE_PERCENT = 10;
    private static final Pattern WINDOWED = Pattern.compile("(\\d{1,12})\\s*per\\s*(\\S+)");

    public QuotaSettings {
        plans = Map.copyOf(plans);
    }

    public static QuotaSettings read(SettingsReader reader, Collection<String> connections) {
        var plans = new LinkedHashMap<String, QuotaPlan>();
        connections.forEach(connection -> plans.put(connection, plan(reader, "quota." + connection + ".")));
        return new QuotaSettings(plans);
    }

    private static QuotaPlan plan(SettingsReader reader, String prefix) {
        var edition = oneOf(reader, prefix + "crm-edition", CrmEdition.STANDARD, CrmEdition.class);
        int users = reader.integer(prefix + "crm-users", 1, 1, 100_000);
        var books = oneOf(reader, prefix + "books-plan", BooksPlan.STANDARD, BooksPlan.class);
        int reserve = reader.integer(prefix + "reserve", RESERVE_PERCENT, 0, 90);
        var limits = new LinkedHashMap<>(edition.limits(users));
        limits.putAll(books.limits());
        limits.put("projects", ProjectsLimits.EACH);
        limits.replaceAll((key, limit) -> override(reader, prefix + key, limit));
        return new QuotaPlan(limits, reserve);
    }

    private static Limit override(SettingsReader reader, String key, Limit usual) {
        var given = reader.optional(key);
        if (given.isEmpty()) {
            return usual;
        }
        try {
            var text = given.get().strip();
            if (usual instanceof Limit.Windowed(long _, var window)) {
                var match = WINDOWED.matcher(text);
                return match.matches()
                        ? new Limit.Windowed(
                                Long.parseLong(match.group(1)), SettingsReader.parseDuration(match.group(2)))
                        : new Limit.Windowed(Long.parseLong(text), window);
            }
            return new Limit.Concurrent(Long.parseLong(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            reader.problem(key + " is '" + given.get() + "', expected "
                    + (usual instanceof Limit.Windowed
                            ? "a number of units, or units and a window such as 100 per 1m"
                            : "a number of requests at once"));
            return usual;
        }
    }

    private static <E extends Enum<E>> E oneOf(SettingsReader reader, String key, E otherwise, Class<E> type) {
        var given = reader.optional(key);
        for (var constant : type.getEnumConstants()) {
            if (given.isPresent()
                    && constant.name().equalsIgnoreCase(given.get().strip())) {
                return constant;
            }
        }
        if (given.isPresent()) {
            reader.problem(key + " is '" + given.get() + "', expected one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                    .toList()));
        }
        return otherwise;
    }
}
