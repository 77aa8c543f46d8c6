package dev.sluice.sandbox.zoho.fault;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long answers take. */
public sealed interface Latency {

    Latency NONE = new Constant(Duration.ZERO);

    /** How long the next answer takes. */
    Duration next(RandomGenerator chance);

    /** Always the same. */
    record Constant(Duration always) implements Latency {
        public Constant {
            if (always.isNegative()) {
                throw new IllegalArgumentException("a latency cannot be negative");
            }
        }

        @Override
        public Duration next(RandomGenerator chance) {
            return always;
        }
    }

    /** Anything from the least to the most, all alike. */
    record Between(Duration least, Duration most) implements Latency {
        public Between {
            if (least.isNegative() || least.compareTo(most) >= 0) {
                throw new IllegalArgumentException("the least latency must be below the most");
            }
        }

        @Override
        public Duration next(RandomGenerator chance) {
            return Duration.ofNanos(chance.nextLong(least.toNanos(), most.toNanos()));
        }
    }

    /** As services on a network are: half of the answers take no longer than p50, one in a hundred longer than p99. */
    record LongTailed(Duration p50, Duration p99) implements Latency {

        /** How many standard deviations above the middle one in a hundred is. */
        private static final double ONE_IN_A_HUNDRED = 2.326;

        public LongTailed {
            if (!p50.isPositive() || p50.compareTo(p99) >= 0) {
                throw new IllegalArgumentException("p50 must be positive, and p99 above it");
            }
        }

        @Override
        public Duration next(RandomGenerator chance) {
            double deviation = Math.log((double) p99.toNanos() / p50.toNanos()) / ONE_IN_A_HUNDRED;
            return Duration.ofNanos(Math.round(p50.toNanos() * Math.exp(deviation * chance.nextGaussian())));
        }
    }
}
