package dev.sluice.sandbox.quota;

import java.util.List;

/**
 * What became of our requests while others spent of the same quota; all times are milliseconds.
 *
 * @param admitted when requests were
 * @param refused when requests were
 * @param begun when others began
 * @param left how much of a window others leave
 */
record SharedResult(List<Long> admitted, List<Long> refused, long begun, long end, long window, double left) {
    SharedResult {
        admitted = List.copyOf(admitted);
        refused = List.copyOf(refused);
    }

    /** How many of our requests were refused since others began, as a share of all. */
    double throttled() {
        long since = count(refused, begun, end);
        return (double) since / Math.max(1, since + count(admitted, begun, end));
    }

    /** How many were refused between so many windows after others began and so many. */
    long refusedBetween(int from, int to) {
        return count(refused, begun + from * window, begun + to * window);
    }

    /** How much of what others leave was used, from so many windows after they began. */
    double used(int from) {
        long since = begun + from * window;
        return count(admitted, since, end) / (left * (end - since) / window);
    }

    private static long count(List<Long> times, long from, long to) {
        return times.stream().filter(at -> at >= from && at < to).count();
    }

    @Override
    public String toString() {
        return "%d admitted, %d refused (at %s s after others began), %.2f %% throttled, %.1f %% of the rest used"
                .formatted(
                        count(admitted, begun, end),
                        count(refused, begun, end),
                        refused.stream()
                                .filter(at -> at >= begun)
                                .map(at -> (at - begun) / 1000)
                                .toList(),
                        100 * throttled(),
                        100 * used(4));
    }
}
