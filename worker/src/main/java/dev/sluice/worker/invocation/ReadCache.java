package dev.sluice.worker.invocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.sluice.common.call.AffinityKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What was answered moments ago, whole and as Zoho said it: what a caller may see of it is decided for each call anew.
 * It is bounded in memory and in number.
 */
final class ReadCache {
    private final Cache<AffinityKey, Kept> answers;

    ReadCache(CacheSettings settings, LongSupplier nanos) {
        // One weight for both bounds: nothing weighs less than its share of the number.
        int least = settings.keepsNothing() ? 1 : Math.max(1, settings.maxBytes() / settings.maxAnswers());
        this.answers = Caffeine.newBuilder()
                .maximumWeight(settings.keepsNothing() ? 0 : settings.maxBytes())
                .weigher((AffinityKey _, Kept kept) -> Math.max(least, kept.weight()))
                .expireAfter(Expiry.writing((AffinityKey _, Kept kept) -> kept.left()))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    Optional<Flown> find(AffinityKey key) {
        return Optional.ofNullable(answers.getIfPresent(key)).map(Kept::flown);
    }

    void keep(AffinityKey key, Flown flown, int weight, Duration left) {
        if (left.isPositive()) {
            answers.put(key, new Kept(flown, weight, left));
        }
    }

    /**
     * An answer as it is kept.
     *
     * @param weight about how many bytes of memory it takes
     * @param left for how long from now on
     */
    private record Kept(Flown flown, int weight, Duration left) {}
}
