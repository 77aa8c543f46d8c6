package dev.sluice.gateway.access;

import dev.sluice.common.access.Lane;
import dev.sluice.common.access.Principal;
import dev.sluice.common.access.RecordTypes;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import dev.sluice.gateway.cap.Caps;
import dev.sluice.gateway.identity.ApiKeys;
import dev.sluice.gateway.identity.KeyHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads one policy and gathers every problem on the way, so that one look at the message is enough to mend the file.
 * It reads YAML's nodes rather than its values: nodes know their place, and show a key that stands there twice.
 */
final class PolicyReader {
    /** Names go into messages, headers, topics and logs, so they are kept plain. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final List<String> TOP = List.of("roles", "agents", "issuers", "descriptions");
    private static final List<String> ROLE = List.of("tools", "fields", "arguments", "caps");
    private static final List<String> AGENT =
            List.of("role", "connection", "connections", "keys", "jwt", "certificates", "lane", "weight", "caps");
    private static final int MOST_WEIGHT = 1000;

    private final ToolCatalog catalog;
    private final DeclaredTools declared;
    private final YamlFile yaml;
    private final PolicyNodes nodes;
    private final RecordTypes types;
    private final TokenReader tokens;
    private final CertificateReader certificates;
    private final CapReader caps;
    private final Map<String, Caps> capsOfRoles = new HashMap<>();
    private final Map<KeyHash, String> keyOwners = new LinkedHashMap<>();

    PolicyReader(String file, ToolCatalog catalog, DeclaredTools declared) {
        this.catalog = catalog;
        this.declared = declared;
        this.yaml = new YamlFile(file, "roles and agents");
        this.nodes = new PolicyNodes(yaml);
        this.types = declared.recordTypes();
        this.tokens = new TokenReader(yaml, nodes);
        this.certificates = new CertificateReader(yaml, nodes);
        this.caps = new CapReader(yaml, nodes);
    }

    AccessPolicy read(String text) {
        var policy = yaml.parse(text).map(this::policy);
        if (!yaml.problems().isEmpty()) {
            throw new InvalidPolicy(yaml.problems());
        }
        return policy.orElseThrow();
    }

    private AccessPolicy policy(Node root) {
        var top = yaml.knownEntries(root, "the policy", TOP);
        var roles = new LinkedHashMap<String, RoleRead>();
        nodes.field(root, top, "the policy", "roles")
                .ifPresent(node -> yaml.keyedEntries(node, "roles").forEach((name, entry) -> {
                    checkName(entry, "role", name);
                    roles.put(name, role(name, entry.value()));
                }));
        declare(roles);
        var permitted = new LinkedHashMap<String, List<PermittedTool>>();
        var described = new DescriptionReader(yaml).read(top, catalog);
        roles.forEach((name, role) -> permitted.put(name, permitted(described, role, "role " + name)));
        tokens.readIssuers(top);
        var agents = new ArrayList<Agent>();
        nodes.field(root, top, "the policy", "agents")
                .ifPresent(node -> yaml.keyedEntries(node, "agents").forEach((name, entry) -> {
                    checkName(entry, "agent", name);
                    agents.add(agent(name, entry.value(), roles.keySet()));
                }));
        var policies = new LinkedHashMap<String, FieldPolicy>();
        roles.forEach((name, role) -> policies.put(name, role.fields()));
        return new AccessPolicy(permitted, policies, agents, tokens.read(), certificates.read());
    }

    /** A role as far as it is read before declared tools name it. */
    private record RoleRead(Node node, Set<String> tools, FieldPolicy fields, Optional<Node> arguments) {}

    /** Declared tools name their roles themselves, so that one file says all about them. */
    private void declare(Map<String, RoleRead> roles) {
        for (var tool : declared.all()) {
            for (var name : tool.roles()) {
                var role = roles.get(name);
                if (role == null) {
                    yaml.problem(tool.place() + " names the role " + YamlFile.quoted(name)
                            + ", which the policy does not have" + NearMiss.question(name, roles.keySet()));
                } else {
                    role.tools().add(tool.name());
                }
            }
        }
    }

    private RoleRead role(String name, Node node) {
        var what = "role " + name;
        var fields = yaml.knownEntries(node, what, ROLE);
        capsOfRoles.put(name, caps.read(fields, what));
        return new RoleRead(
                node,
                tools(node, fields, what),
                PolicyNodes.given(fields, "fields")
                        .map(given -> new FieldPolicyReader(yaml, types).read(given, what))
                        .orElseGet(() -> FieldPolicy.nothing(types)),
                PolicyNodes.given(fields, "arguments"));
    }

    private Set<String> tools(Node node, Map<String, YamlFile.Entry> fields, String what) {
        var tools = new LinkedHashSet<String>();
        var known = catalog.all().stream().map(ToolDefinition::name).toList();
        nodes.field(node, fields, what, "tools")
                .ifPresent(list -> nodes.texts(list, "tools of " + what).forEach((item, tool) -> {
                    if (catalog.find(tool).isEmpty()) {
                        yaml.problem(
                                item,
                                "there is no tool " + YamlFile.quoted(tool) + ", known are " + String.join(", ", known)
                                        + NearMiss.question(tool, known));
                    } else if (!tools.add(tool)) {
                        yaml.problem(item, "the tool " + tool + " stands in " + what + " twice");
                    }
                }));
        return tools;
    }

    /** The tools of a role in the order of the catalogue, each as the role may use it. */
    private List<PermittedTool> permitted(ToolCatalog described, RoleRead role, String what) {
        var restrictions = role.arguments()
                .map(node -> new RestrictionsReader(yaml, catalog).read(node, what, role.tools()))
                .orElse(Map.of());
        if (!yaml.problems().isEmpty()) {
            return List.of();
        }
        var permitted = described.all().stream()
                .filter(tool -> role.tools().contains(tool.name()))
                .map(tool -> PermittedTool.of(tool, role.fields(), restrictions.getOrDefault(tool.name(), Map.of())))
                .toList();
        permitted.forEach(tool -> checkUsable(role, tool, what));
        return permitted;
    }

    private void checkUsable(RoleRead role, PermittedTool tool, String what) {
        tool.definition().inputSchema().path("required").forEach(argument -> {
            var reason = tool.refused().get(argument.asString());
            if (reason != null) {
                yaml.problem(
                        role.node(),
                        what + " may use " + tool.definition().name() + ", but " + reason
                                + "; let its fields show one of these, or take the tool out");
            }
        });
    }

    private Agent agent(String name, Node node, Collection<String> roles) {
        var what = "agent " + name;
        var fields = yaml.knownEntries(node, what, AGENT);
        var role = nodes.field(node, fields, what, "role")
                .flatMap(value -> yaml.text(value, "role of " + what).filter(given -> checkRole(value, given, roles)));
        var connections = connections(node, fields, what);
        var principal = new Principal(name, role.orElse(""));
        boolean byTokens = tokens.readAgent(fields, principal);
        boolean byCertificates = certificates.readAgent(fields, principal);
        var keys = (byTokens || byCertificates
                        ? PolicyNodes.given(fields, "keys")
                        : nodes.field(node, fields, what, "keys"))
                .map(value -> keys(value, name, what))
                .orElse(List.of());
        var lane = PolicyNodes.given(fields, "lane").flatMap(value -> lane(value, what));
        var weight = PolicyNodes.given(fields, "weight")
                .flatMap(value -> nodes.wholeNumber(value, "the weight of " + what, 1, MOST_WEIGHT));
        return new Agent(
                name,
                role.orElse(""),
                connections,
                keys,
                lane.orElse(null),
                weight.orElse(null),
                caps.read(fields, what).or(capsOfRoles.getOrDefault(principal.role(), Caps.none())));
    }

    /** One, or a list of them. */
    private List<String> connections(Node node, Map<String, YamlFile.Entry> fields, String what) {
        var list = PolicyNodes.given(fields, "connections");
        var one = fields.containsKey("connection") || list.isEmpty()
                ? nodes.field(node, fields, what, "connection")
                : Optional.<Node>empty();
        if (one.isPresent() && list.isPresent()) {
            yaml.problem(list.get(), what + " has a connection and connections, expected one of the two");
        }
        var names = new LinkedHashMap<String, Node>();
        one.ifPresent(value -> yaml.text(value, "connection of " + what).ifPresent(name -> names.put(name, value)));
        list.ifPresent(value -> {
            nodes.texts(value, "connections of " + what).forEach((item, name) -> {
                if (names.putIfAbsent(name, item) != null) {
                    yaml.problem(item, "the connection " + name + " stands in " + what + " twice");
                }
            });
            if (names.isEmpty()) {
                yaml.problem(value, what + " has no connections, so it could never call");
            }
        });
        names.forEach((name, item) -> checkName(new YamlFile.Entry(item, item), "connection", name));
        return List.copyOf(names.keySet());
    }

    private Optional<Lane> lane(Node node, String what) {
        return yaml.text(node, "lane of " + what).flatMap(name -> switch (name) {
            case "interactive" -> Optional.of(Lane.INTERACTIVE);
            case "batch" -> Optional.of(Lane.BATCH);
            default -> {
                yaml.problem(
                        node,
                        "the lane of " + what + " is " + YamlFile.quoted(name) + ", expected interactive or batch");
                yield Optional.empty();
            }
        });
    }

    private List<KeyHash> keys(Node node, String agent, String what) {
        var hashes = new ArrayList<KeyHash>();
        var items = nodes.texts(node, "keys of " + what);
        items.forEach((item, text) -> key(item, text).ifPresent(hash -> {
            var owner = keyOwners.putIfAbsent(hash, agent);
            if (owner != null) {
                yaml.problem(item, "this key is already that of agent " + owner + ": each key names one agent");
            }
            hashes.add(hash);
        }));
        if (items.isEmpty() && node instanceof SequenceNode) {
            yaml.problem(node, what + " has no keys, so it could never call; leave the agent out instead");
        }
        return hashes;
    }

    private Optional<KeyHash> key(Node item, String text) {
        try {
            return Optional.of(KeyHash.parse(text));
        } catch (IllegalArgumentException e) {
            // What stands there may be a real key, so it is not repeated.
            yaml.problem(
                    item,
                    text.startsWith(ApiKeys.PREFIX)
                            ? "this is an API key itself: replace the key, which is no longer secret, and write the"
                                    + " hash of the new one"
                            : "a key is given as its hash, " + KeyHash.FORM);
            return Optional.empty();
        }
    }

    private boolean checkRole(Node node, String role, Collection<String> roles) {
        boolean known = roles.contains(role);
        if (!known) {
            yaml.problem(node, "there is no role " + YamlFile.quoted(role) + NearMiss.question(role, roles));
        }
        return known;
    }

    private boolean checkName(YamlFile.Entry entry, String kind, String name) {
        boolean good = NAME.matcher(name).matches();
        if (!good) {
            yaml.problem(
                    entry.key(),
                    "the %s %s is not named with 1 to 64 letters, digits, dots, dashes and underscores"
                            .formatted(kind, YamlFile.quoted(name)));
        }
        return good;
    }
}
