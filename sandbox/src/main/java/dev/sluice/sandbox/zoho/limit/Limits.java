package dev.sluice.sandbox.zoho.limit;

import dev.sluice.sandbox.zoho.limit.Admission.Admitted;
import dev.sluice.sandbox.zoho.limit.Admission.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The limits of one organisation, each of which counts on its own; of some there is one for every scope. */
public final class Limits {

    private final InstantSource clock;
    private final Map<Key, Limit> limits = new ConcurrentHashMap<>();
    private volatile LimitRules rules;

    private record Key(LimitName name, String scope) {}

    public Limits(InstantSource clock, LimitRules rules) {
        this.clock = clock;
        this.rules = rules;
        // Those without scopes are there from the start, so that one can see them before anybody came.
        for (LimitName name : LimitName.values()) {
            if (name != LimitName.TOKEN_REQUESTS && name != LimitName.PROJECTS_URL) {
                limit(new Key(name, ""));
            }
        }
    }

    /** Takes all that a request claims, in that order, or nothing: the first limit that is reached refuses it. */
    public Admission admit(List<Claim> claims) {
        Instant now = clock.instant();
        List<Gate> held = new ArrayList<>(2);
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Limit limit = limit(claim);
            Limit.Verdict verdict = limit.enter(claim.units(), now);
            if (!verdict.admitted()) {
                claims.subList(0, i).forEach(taken -> limit(taken).takeBack(taken.units()));
                return new Refused(claim.name(), rules.of(claim.name()), verdict.retryAfter(), verdict.blocked());
            }
            if (limit instanceof Gate gate) {
                held.add(gate);
            }
        }
        return held.isEmpty() ? Admitted.FREELY : new Admitted(held);
    }

    private Limit limit(Claim claim) {
        return limit(new Key(claim.name(), claim.scope()));
    }

    private Limit limit(Key key) {
        Limit known = limits.get(key);
        return known != null ? known : limits.computeIfAbsent(key, this::open);
    }

    private Limit open(Key key) {
        return switch (rules.of(key.name())) {
            case Rule.Window window -> new WindowCounter(window, clock.instant());
            case Rule.AtOnce atOnce -> new Gate(atOnce);
        };
    }

    /** What is left of a limit in its window, once half of it is used; Zoho keeps silent before. */
    public OptionalLong remainingWhenScarce(LimitName name) {
        long most = rules.of(name).most();
        if (most == Rule.UNLIMITED || !(limit(new Key(name, "")) instanceof WindowCounter counter)) {
            return OptionalLong.empty();
        }
        long remaining = counter.remaining(clock.instant());
        return 2 * remaining <= most ? OptionalLong.of(remaining) : OptionalLong.empty();
    }

    public LimitRules rules() {
        return rules;
    }

    public synchronized void rules(LimitRules other) {
        rules = other;
        Instant now = clock.instant();
        limits.forEach((key, limit) -> limit.rule(other.of(key.name()), now));
    }

    /**
     * Changes one rule, at once and for all scopes.
     *
     * @throws IllegalArgumentException when that rule has no such property, or not that value of it
     */
    public synchronized void change(LimitName name, LimitChange change) {
        rules(rules.changed(name, change));
    }

    /** Others spend that much of what is left at once, in every scope there is. */
    public void spendElsewhere(LimitName name, long units) {
        Instant now = clock.instant();
        of(name).forEach(key -> {
            if (limit(key) instanceof WindowCounter counter) {
                counter.spendElsewhere(units, now);
            }
        });
    }

    /** Forgets all that was counted, and all blocks; the rules stay. */
    public void reset() {
        Instant now = clock.instant();
        limits.values().forEach(limit -> limit.reset(now));
    }

    /** Where each limit stands, by name and scope. */
    public List<LimitState> states() {
        Instant now = clock.instant();
        return limits.entrySet().stream()
                .map(entry -> entry.getValue()
                        .state(entry.getKey().name(), entry.getKey().scope(), now))
                .sorted(Comparator.comparing(LimitState::name).thenComparing(LimitState::scope))
                .toList();
    }

    /** Where one limit stands, all its scopes together; its peak is the highest of any. */
    public LimitState state(LimitName name) {
        return states().stream()
                .filter(state -> state.name() == name)
                .reduce(Limits::together)
                .orElseGet(() -> new LimitState(name, "", rules.of(name), 0, 0, 0, 0, 0, null));
    }

    private static LimitState together(LimitState a, LimitState b) {
        Instant blocked = a.blockedUntil() == null ? b.blockedUntil() : a.blockedUntil();
        return new LimitState(
                a.name(),
                "",
                a.rule(),
                a.admitted() + b.admitted(),
                a.refused() + b.refused(),
                a.elsewhere() + b.elsewhere(),
                a.used() + b.used(),
                Math.max(a.peak(), b.peak()),
                blocked);
    }

    private Stream<Key> of(LimitName name) {
        return limits.keySet().stream().filter(key -> key.name() == name);
    }
}
