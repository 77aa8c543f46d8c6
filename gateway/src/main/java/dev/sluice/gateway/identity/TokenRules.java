package dev.sluice.gateway.identity;

import dev.sluice.common.access.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whose tokens are taken, and which agent's each of them is. */
public record TokenRules(List<TokenIssuer> issuers, List<TokenRule> rules) {
    private static final TokenRules NONE = new TokenRules(List.of(), List.of());

    public TokenRules {
        issuers = List.copyOf(issuers);
        rules = List.copyOf(rules);
    }

    /** No token is taken. */
    public static TokenRules none() {
        return NONE;
    }

    /** Every scope that a token could need. */
    public SortedSet<String> scopes() {
        return rules.stream().flatMap(rule -> rule.scopes().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The scopes without which no token is any agent's: what a client without a token should ask for first. */
    public SortedSet<String> scopesOfAll() {
        var common = scopes();
        rules.forEach(rule -> common.retainAll(rule.scopes()));
        return common;
    }

    Optional<TokenIssuer> issuer(String url) {
        return issuers.stream().filter(issuer -> issuer.url().equals(url)).findFirst();
    }

    /** Whose a good token is. A rule that knows it by a claim comes before one that knows it by its scopes alone. */
    Authentication whose(IssuedToken token) {
        var meant = rules.stream().filter(rule -> rule.isAbout(token)).toList();
        var met = closest(meant.stream().filter(rule -> rule.isMetBy(token)).toList());
        var principals = met.stream().map(TokenRule::principal).distinct().toList();
        if (principals.size() > 1) {
            return new Authentication.Refused("this token could be that of more than one agent ("
                    + principals.stream().map(Principal::agent).collect(Collectors.joining(", "))
                    + "); operators tell them apart in the policy");
        }
        if (principals.size() == 1) {
            return new Authentication.Authenticated(principals.getFirst());
        }
        return closest(meant).stream()
                .findFirst()
                .map(TokenRules::lacking)
                .orElseGet(() -> new Authentication.Refused("no agent has this token"));
    }

    private static Authentication lacking(TokenRule rule) {
        return new Authentication.InsufficientScope(
                rule.scopes(), "the token was not issued for " + String.join(" and ", rule.scopes()));
    }

    private static List<TokenRule> closest(Collection<TokenRule> rules) {
        var named = rules.stream().filter(TokenRule::namesOneHolder).toList();
        return named.isEmpty() ? List.copyOf(rules) : named;
    }
}
