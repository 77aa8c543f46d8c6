package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.crm.search.IndexLag;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Claim;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** CRM v8 of one organisation. What it shows depends on who asks: each user sees what the user's profile allows. */
public final class CrmOrganisation {

    private final CrmData data;
    private final InstantSource clock;
    private final IndexLag lag;
    private final FieldPermissions permissions = new FieldPermissions();
    private final Map<String, CrmApi> byUser = new ConcurrentHashMap<>();

    public CrmOrganisation(CrmData data, InstantSource clock) {
        this.data = data;
        this.clock = clock;
        this.lag = new IndexLag(clock);
    }

    /** What a request takes from the organisation's limits. */
    public static List<Claim> claims(Request request) {
        return CrmClaims.of(request);
    }

    /** All scopes a request needs. */
    public static List<String> scopes(Request request) {
        return CrmScopes.needed(request);
    }

    /** Answers a request under {@code /crm/v8} by the user of that e-mail address. */
    public Response answer(Request request, String email) {
        User user = user(email);
        for (String module : CrmScopes.modules(request)) {
            if (permissions.hidesAll(user.profile(), module)) {
                return CrmRefusal.noPermission(module.substring(0, 1).toUpperCase(Locale.ROOT) + module.substring(1))
                        .response();
            }
        }
        return byUser.computeIfAbsent(user.id(), _ -> seenBy(user)).answer(request);
    }

    private CrmApi seenBy(User user) {
        CrmData visible = data.without(
                module -> permissions.hidden(user.profile(), module.apiName().toLowerCase(Locale.ROOT)));
        return new CrmApi(visible, clock, user, lag);
    }

    private User user(String email) {
        return data.users().all().stream()
                .filter(each -> each.email().equals(email))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no user " + email));
    }

    /** From now on users of that profile see all but these fields of these modules; {@code *} is a whole module. */
    public void hide(String profile, Map<String, Set<String>> fieldsByModule) {
        permissions.hide(profile, fieldsByModule);
        byUser.clear();
    }

    /** How long after it was added a record is found by a search. */
    public void indexLag(Duration other) {
        lag.set(other);
    }
}
