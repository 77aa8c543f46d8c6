package dev.sluice.gateway.access;

import dev.sluice.common.access.Principal;
import dev.sluice.common.yaml.YamlFile;
import dev.sluice.common.yaml.YamlFile.Entry;
import dev.sluice.gateway.identity.CertificateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads which client certificates the policy knows an agent by. */
final class CertificateReader {
    private static final List<String> RULE = List.of("subject", "name");

    private final YamlFile yaml;
    private final PolicyNodes nodes;
    private final List<CertificateRule> rules = new ArrayList<>();

    CertificateReader(YamlFile yaml, PolicyNodes nodes) {
        this.yaml = yaml;
        this.nodes = nodes;
    }

    /** Whether the agent is known by certificates. */
    boolean readAgent(Map<String, Entry> fields, Principal principal) {
        var given = PolicyNodes.given(fields, "certificates");
        given.ifPresent(node -> {
            var what = "certificates of agent " + principal.agent();
            nodes.items(node, what).forEach(item -> rule(item, what, principal));
        });
        return given.isPresent();
    }

    List<CertificateRule> read() {
        return List.copyOf(rules);
    }

    private void rule(Node node, String what, Principal principal) {
        var fields = yaml.knownEntries(node, what, RULE);
        var subject = PolicyNodes.given(fields, "subject").flatMap(value -> subject(value, "subject of " + what));
        var name = PolicyNodes.given(fields, "name").flatMap(value -> yaml.text(value, "name of " + what));
        if (fields.containsKey("subject") == fields.containsKey("name")) {
            yaml.problem(node, what + " are known by a subject or by a name: give one of the two");
            return;
        }
        var rule = new CertificateRule(subject.orElse(null), name.orElse(null), principal);
        rules.stream()
                .filter(other ->
                        Objects.equals(other.subject(), rule.subject()) && Objects.equals(other.name(), rule.name()))
                .findFirst()
                .ifPresent(other -> yaml.problem(
                        node,
                        "this certificate is already that of agent "
                                + other.principal().agent()));
        rules.add(rule);
    }

    private Optional<X500Principal> subject(Node node, String what) {
        return yaml.text(node, what).flatMap(text -> {
            try {
                return Optional.of(new X500Principal(text));
            } catch (IllegalArgumentException _) {
                yaml.problem(
                        node,
                        "expected " + what + " as a distinguished name such as CN=reporting,O=Example, found "
                                + YamlFile.quoted(text));
                return Optional.empty();
            }
        });
    }
}
