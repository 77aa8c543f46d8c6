package dev.sluice.sandbox.zoho.crm;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the users of a profile may not see: fields by module, or whole modules. */
final class FieldPermissions {

    private static final String ALL = "*";

    private final Map<String, Map<String, Set<String>>> hidden = new ConcurrentHashMap<>();

    /** From now on users of that profile see all but this; {@code *} hides a whole module. */
    void hide(String profile, Map<String, Set<String>> fieldsByModule) {
        Map<String, Set<String>> lowerCase = new ConcurrentHashMap<>();
        fieldsByModule.forEach((module, fields) -> lowerCase.put(module.toLowerCase(Locale.ROOT), Set.copyOf(fields)));
        hidden.put(profile, lowerCase);
    }

    /** The fields of a module, named in lower case, that users of that profile do not see. */
    Set<String> hidden(String profile, String module) {
        return hidden.getOrDefault(profile, Map.of()).getOrDefault(module, Set.of());
    }

    boolean hidesAll(String profile, String module) {
        return hidden(profile, module).contains(ALL);
    }
}
