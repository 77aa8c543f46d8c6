package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.zoho.CrmUser;
import dev.sluice.worker.zoho.ZohoSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out which of the organisation's own words somebody means: an industry, a stage, a colleague. */
final class Choice {
    private static final int MOST_TOLD = 30;

    private Choice() {}

    /**
     * The value of a picklist that is meant: the one of that name whatever its case, or else the only one that has the
     * words in it.
     *
     * @throws CallFailed naming the values there are, when none or several are
     */
    static String ofPicklist(String what, String typed, ZohoSession zoho, String module, String field) {
        var values = zoho.crm()
                .metadata()
                .fields(module)
                .find(field)
                .orElseThrow(() -> new CallFailed(new Failure.NotPermitted("Zoho CRM shows this connection no field "
                        + field + " of " + module + ", so a " + what + " cannot be asked for.")))
                .picklist();
        return one(what, typed, values, List.of(value -> value));
    }

    /**
     * The colleague who is meant, by any part of the name or the e-mail address.
     *
     * @param nameField what the name is to policies
     * @param unsearched which of the two may not be looked in
     */
    static CrmUser ofUsers(String typed, String nameField, Set<String> unsearched, ZohoSession zoho) {
        var searched = new ArrayList<Function<CrmUser, String>>();
        if (!unsearched.contains(nameField)) {
            searched.add(CrmUser::name);
        }
        if (!unsearched.contains("user.email")) {
            searched.add(CrmUser::email);
        }
        return one("owner", typed, zoho.crm().metadata().users(), searched);
    }

    private static <T> T one(String what, String typed, Collection<T> known, List<Function<T, String>> names) {
        var words = lower(typed);
        var same = having(known, names, name -> name.equals(words));
        var meant = same.isEmpty() ? having(known, names, name -> name.contains(words)) : same;
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        throw new CallFailed(new Failure.Invalid(
                meant.isEmpty()
                        ? "There is no " + what + " '" + typed + "' in Zoho CRM; there is "
                                + told(known, names.getFirst()) + "."
                        : "'" + typed + "' may be any " + what + " of " + told(meant, names.getFirst())
                                + "; ask which one is meant."));
    }

    private static <T> List<T> having(Collection<T> known, List<Function<T, String>> names, Predicate<String> wanted) {
        return known.stream()
                .filter(value ->
                        names.stream().map(name -> lower(name.apply(value))).anyMatch(wanted))
                .toList();
    }

    private static <T> String told(Collection<T> values, Function<T, String> name) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(name).limit(MOST_TOLD).collect(Collectors.joining(", "))
                        + (values.size() > MOST_TOLD ? ", and more" : "");
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
