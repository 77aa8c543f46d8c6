package dev.sluice.sandbox.zoho.oauth;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a token may be used for. A scope includes those below it: {@code .ALL} every action, {@code modules} each module. */
public final class GrantedScopes {

    private final Set<String> granted = new HashSet<>();

    public GrantedScopes(Set<String> granted) {
        granted.forEach(scope -> this.granted.add(scope.toLowerCase(Locale.ROOT)));
    }

    /** Whether anything of a product, such as {@code ZohoProjects}, may be done. */
    public boolean allowSomeOf(String product) {
        String prefix = product.toLowerCase(Locale.ROOT) + ".";
        return granted.stream().anyMatch(scope -> scope.startsWith(prefix));
    }

    /** Whether something that needs this scope, such as {@code ZohoCRM.modules.deals.READ}, may be done. */
    public boolean allow(String needed) {
        String wanted = needed.toLowerCase(Locale.ROOT);
        if (granted.contains(wanted)) {
            return true;
        }
        String action = wanted.substring(wanted.lastIndexOf('.'));
        for (String place = wanted; place.contains("."); ) {
            place = place.substring(0, place.lastIndexOf('.'));
            if (granted.contains(place + ".all") || granted.contains(place + action)) {
                return true;
            }
        }
        return wanted.startsWith("zohobooks.") && granted.contains("zohobooks.fullaccess.all");
    }
}
