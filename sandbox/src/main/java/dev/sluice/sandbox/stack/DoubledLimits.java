package dev.sluice.sandbox.stack;

import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import dev.sluice.sandbox.zoho.limit.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells workers the limits that the Zoho double keeps, as their settings name them. */
final class DoubledLimits {
    /** The ledger is on also where nothing is limited: far more than a machine can ask for. */
    private static final String BOUNDLESS = "1000000000";

    private DoubledLimits() {}

    static Map<String, String> settings(String connection, LimitRules rules) {
        var prefix = "quota." + connection + ".";
        var settings = new LinkedHashMap<String, String>();
        for (var name : LimitName.values()) {
            if (name != LimitName.TOKEN_REQUESTS) {
                var key = name == LimitName.PROJECTS_URL ? "projects" : name.label();
                settings.put(prefix + key, value(rules.of(name)));
            }
        }
        settings.put(prefix + "reserve", "0");
        return settings;
    }

    private static String value(Rule rule) {
        if (rule.most() == Rule.UNLIMITED) {
            return BOUNDLESS;
        }
        return switch (rule) {
            case Rule.Window window -> window.most() + " per " + window.window().toMillis() + "ms";
            case Rule.AtOnce atOnce -> String.valueOf(atOnce.most());
        };
    }
}
