package dev.sluice.gateway.access;

import dev.sluice.common.access.Principal;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import dev.sluice.common.yaml.YamlFile.Entry;
import dev.sluice.gateway.identity.TokenIssuer;
import dev.sluice.gateway.identity.TokenRule;
import dev.sluice.gateway.identity.TokenRules;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads whose tokens the policy takes, and which of them it knows an agent by. */
final class TokenReader {
    private static final List<String> ISSUER = List.of("issuer", "keys", "audiences");
    private static final List<String> RULE = List.of("issuer", "claim", "value", "scopes");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}");
    private static final String SAFE = "expected an https address (http on this machine only)";

    private final YamlFile yaml;
    private final PolicyNodes nodes;
    private final Map<String, TokenIssuer> issuers = new LinkedHashMap<>();
    private final Map<String, Node> urls = new LinkedHashMap<>();
    private final List<TokenRule> rules = new ArrayList<>();

    TokenReader(YamlFile yaml, PolicyNodes nodes) {
        this.yaml = yaml;
        this.nodes = nodes;
    }

    void readIssuers(Map<String, Entry> top) {
        PolicyNodes.given(top, "issuers")
                .ifPresent(node -> yaml.keyedEntries(node, "issuers")
                        .forEach((name, entry) -> issuers.put(name, issuer(name, entry.value()))));
    }

    /** Whether the agent is known by tokens. */
    boolean readAgent(Map<String, Entry> fields, Principal principal) {
        var given = PolicyNodes.given(fields, "jwt");
        given.ifPresent(node -> {
            var what = "jwt of agent " + principal.agent();
            nodes.items(node, "tokens of " + what).forEach(item -> rule(item, what, principal));
        });
        return given.isPresent();
    }

    TokenRules read() {
        return new TokenRules(List.copyOf(issuers.values()), rules);
    }

    private TokenIssuer issuer(String name, Node node) {
        var what = "issuer " + name;
        var fields = yaml.knownEntries(node, what, ISSUER);
        var url = nodes.field(node, fields, what, "issuer").flatMap(value -> url(value, "the issuer of " + what));
        url.ifPresent(given -> {
            var first = urls.putIfAbsent(given, node);
            if (first != null) {
                yaml.problem(node, "this issuer stands here a second time, first " + YamlFile.line(first));
            }
        });
        var keys = PolicyNodes.given(fields, "keys").flatMap(value -> url(value, "the address of the keys of " + what));
        var audiences = nodes.field(node, fields, what, "audiences")
                .map(value -> some(value, "audiences of " + what))
                .orElse(List.of());
        return new TokenIssuer(name, url.orElse(""), keys.map(URI::create).orElse(null), Set.copyOf(audiences));
    }

    private void rule(Node node, String what, Principal principal) {
        var fields = yaml.knownEntries(node, what, RULE);
        var issuer = nodes.field(node, fields, what, "issuer")
                .flatMap(value -> yaml.text(value, "issuer of " + what).filter(name -> checkIssuer(value, name)));
        var claim = PolicyNodes.given(fields, "claim").flatMap(value -> yaml.text(value, "claim of " + what));
        var value = PolicyNodes.given(fields, "value").flatMap(text -> yaml.text(text, "value of " + what));
        var scopes = PolicyNodes.given(fields, "scopes")
                .map(list -> scopes(list, "scopes of " + what))
                .orElse(List.of());
        if (fields.containsKey("claim") != fields.containsKey("value")) {
            yaml.problem(node, what + " needs both claim and value, or neither");
        } else if (!fields.containsKey("claim") && !fields.containsKey("scopes")) {
            yaml.problem(node, what + " is about every token of its issuer; add claim and value, or scopes");
        }
        issuer.ifPresent(name ->
                add(node, new TokenRule(name, claim.orElse(null), value.orElse(null), scopes, principal), what));
    }

    private void add(Node node, TokenRule rule, String what) {
        rules.stream()
                .filter(other -> other.issuer().equals(rule.issuer())
                        && Objects.equals(other.claim(), rule.claim())
                        && Objects.equals(other.value(), rule.value())
                        && other.scopes().equals(rule.scopes()))
                .findFirst()
                .ifPresent(other -> yaml.problem(
                        node,
                        what + " is about the same tokens as that of agent "
                                + other.principal().agent()));
        rules.add(rule);
    }

    private boolean checkIssuer(Node node, String name) {
        boolean known = issuers.containsKey(name);
        if (!known) {
            yaml.problem(
                    node, "there is no issuer " + YamlFile.quoted(name) + NearMiss.question(name, issuers.keySet()));
        }
        return known;
    }

    private Optional<String> url(Node node, String what) {
        return yaml.text(node, what).filter(text -> {
            boolean safe = TokenIssuer.isSafe(text);
            if (!safe) {
                yaml.problem(node, what + " is " + YamlFile.quoted(text) + ", " + SAFE);
            }
            return safe;
        });
    }

    private Collection<String> scopes(Node node, String what) {
        var scopes = some(node, what);
        scopes.stream()
                .filter(scope -> !SCOPE.matcher(scope).matches())
                .forEach(scope -> yaml.problem(
                        node, YamlFile.quoted(scope) + " is no scope: visible ASCII without quotes or backslashes"));
        return scopes;
    }

    private Collection<String> some(Node node, String what) {
        var texts = nodes.texts(node, what).values();
        if (texts.isEmpty() && node instanceof SequenceNode) {
            yaml.problem(node, "expected at least one of the " + what);
        }
        return texts;
    }
}
