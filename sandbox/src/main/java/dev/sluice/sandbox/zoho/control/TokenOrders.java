package dev.sluice.sandbox.zoho.control;

import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.oauth.AccountsServer;
import dev.sluice.sandbox.zoho.oauth.Consent;
import dev.sluice.sandbox.zoho.oauth.GrantCode;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders about codes and tokens: what an administrator would do in Zoho's console. */
final class TokenOrders {

    private TokenOrders() {}

    private record CodeOrder(
            List<String> scopes,
            @Nullable Duration lifetime,
            @Nullable String user) {}

    private record RulesOrder(
            @Nullable Integer liveTokens,
            @Nullable Duration lifetime,
            @Nullable Integer refreshTokens) {}

    /** A code for the organisation's self client, on behalf of its first user or the one named by e-mail address. */
    static Response code(byte[] body, ControlledOrganisation organisation) {
        CodeOrder order = Json.read(body, CodeOrder.class);
        if (order.scopes() == null || order.scopes().isEmpty()) {
            throw new UnknownOrder(400, "scopes must be a list of at least one scope");
        }
        List<User> users = organisation.data().crm().users().all();
        User user = order.user() == null
                ? users.getFirst()
                : users.stream()
                        .filter(each -> each.email().equalsIgnoreCase(order.user()))
                        .findFirst()
                        .orElseThrow(() -> new UnknownOrder(400, "there is no user " + order.user()));
        GrantCode code = organisation
                .accounts()
                .code(
                        new Consent(organisation.client(), user.email(), Set.copyOf(order.scopes())),
                        order.lifetime() == null ? AccountsServer.CODE_LIFETIME : order.lifetime());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("code", code.value());
        answer.put("clientId", organisation.client().id());
        answer.put("dataCentre", organisation.client().dataCentre());
        answer.put("expiresAt", code.expiresAt());
        return Response.json(200, answer);
    }

    static void rules(byte[] body, ControlledOrganisation organisation) {
        RulesOrder order = Json.read(body, RulesOrder.class);
        TokenRules real = TokenRules.REAL;
        organisation
                .accounts()
                .rules(new TokenRules(
                        order.liveTokens() == null ? real.liveTokens() : order.liveTokens(),
                        order.lifetime() == null ? real.lifetime() : order.lifetime(),
                        order.refreshTokens() == null ? real.refreshTokens() : order.refreshTokens()));
    }
}
