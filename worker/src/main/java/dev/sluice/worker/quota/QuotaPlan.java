package dev.sluice.worker.quota;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The limits of one connection.
 *
 * @param limits by quota key; {@code projects} is that of each kind of address in Projects
 * @param reservePercent how much of each windowed limit is left to people and to others who use it
 */
public record QuotaPlan(Map<String, Limit> limits, int reservePercent) {
    private static final String EACH_OF_PROJECTS = "projects";

    public QuotaPlan {
        limits = Map.copyOf(limits);
        if (reservePercent < 0 || reservePercent > 90) {
            throw new IllegalArgumentException("a reserve of " + reservePercent + " %");
        }
    }

    /** The limit of a key, if it has any. */
    public Optional<Limit> limit(String key) {
        var exact = limits.get(key);
        return exact != null || !key.startsWith(Charge.PROJECTS)
                ? Optional.ofNullable(exact)
                : Optional.ofNullable(limits.get(EACH_OF_PROJECTS));
    }

    /** The keys to tell of: those with a limit of their own, and the kinds of address in Projects that were asked. */
    public Set<String> keysInUse(Set<String> used) {
        return Stream.concat(
                        limits.keySet().stream().filter(key -> !key.equals(EACH_OF_PROJECTS)),
                        used.stream().filter(key -> key.startsWith(Charge.PROJECTS)))
                .collect(Collectors.toSet());
    }

    /** How much of a limit stays with people. */
    public long reserve(Limit limit) {
        return limit instanceof Limit.Windowed ? limit.most() * reservePercent / 100 : 0;
    }

    /** The same plan with some limits replaced. */
    public QuotaPlan with(Map<String, Limit> others) {
        var merged = new TreeMap<>(limits);
        merged.putAll(others);
        return new QuotaPlan(merged, reservePercent);
    }
}
