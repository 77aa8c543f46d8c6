package dev.sluice.sandbox.zoho.limit;

import dev.sluice.sandbox.zoho.limit.Rule.Shape;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** A rule for every limit. */
public record LimitRules(Map<LimitName, Rule> byName) {

    public LimitRules {
        byName = Map.copyOf(byName);
    }

    /**
     * The rules of that name: real, lenient or off.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static LimitRules preset(String name) {
        return switch (name) {
            case "real" -> real();
            case "lenient" -> lenient();
            case "off" -> off();
            default ->
                throw new IllegalArgumentException(
                        "there are no limits called " + name + "; expected real, lenient, off");
        };
    }

    /** How an organisation on common paid plans is limited: CRM Standard with ten users, Books Professional. */
    public static LimitRules real() {
        Map<LimitName, Rule> rules = new EnumMap<>(LimitName.class);
        for (LimitName name : LimitName.values()) {
            rules.put(name, real(name));
        }
        return new LimitRules(rules);
    }

    /** Nothing is limited but the token endpoint, whose ten requests in ten minutes nobody should ever need. */
    public static LimitRules lenient() {
        LimitRules rules = off();
        return rules.with(LimitName.TOKEN_REQUESTS, real(LimitName.TOKEN_REQUESTS));
    }

    /** Nothing is limited. */
    public static LimitRules off() {
        LimitRules rules = real();
        for (LimitName name : LimitName.values()) {
            rules = rules.changed(name, LimitChange.most(Rule.UNLIMITED));
        }
        return rules;
    }

    private static Rule real(LimitName name) {
        return switch (name) {
            case TOKEN_REQUESTS -> Rule.Window.of(10, Duration.ofMinutes(10), Shape.FROM_FIRST);
            case CRM_CREDITS -> Rule.Window.of(52_500, Duration.ofHours(24), Shape.SLIDING);
            case CRM_CONCURRENT -> new Rule.AtOnce(10);
            case CRM_SUB_CONCURRENT -> new Rule.AtOnce(10);
            case BOOKS_MINUTE ->
                Rule.Window.of(100, Duration.ofMinutes(1), Shape.SLIDING).blocking(Duration.ofHours(1));
            case BOOKS_DAY -> Rule.Window.of(5_000, Duration.ofDays(1), Shape.FIXED);
            case BOOKS_CONCURRENT -> new Rule.AtOnce(10);
            case PROJECTS_URL ->
                Rule.Window.of(100, Duration.ofMinutes(2), Shape.SLIDING)
                        .blocking(Duration.ofMinutes(22))
                        .prolonging();
        };
    }

    public Rule of(LimitName name) {
        Rule rule = byName.get(name);
        if (rule == null) {
            throw new IllegalStateException("there is no rule for " + name);
        }
        return rule;
    }

    public LimitRules with(LimitName name, Rule rule) {
        Map<LimitName, Rule> rules = new EnumMap<>(byName);
        rules.put(name, rule);
        return new LimitRules(rules);
    }

    /**
     * These rules with one of them changed.
     *
     * @throws IllegalArgumentException when that rule has no such property, or not that value of it
     */
    public LimitRules changed(LimitName name, LimitChange change) {
        return with(name, change.applyTo(of(name)));
    }
}
