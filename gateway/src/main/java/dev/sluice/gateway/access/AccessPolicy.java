package dev.sluice.gateway.access;

import dev.sluice.common.access.Grant;
import dev.sluice.common.access.Principal;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.gateway.cap.Caps;
import dev.sluice.gateway.identity.CertificateRule;
import dev.sluice.gateway.identity.KeyHash;
import dev.sluice.gateway.identity.TokenRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What every agent may do: an unchanging whole, so that another policy takes its place in one step or not at all.
 * What it does not allow is denied.
 */
public final class AccessPolicy {
    private final Map<String, Map<String, PermittedTool>> toolsByRole;
    private final Map<String, List<ToolDefinition>> definitionsByRole;
    private final Map<String, FieldPolicy> fieldsByRole;
    private final Map<String, Agent> agents;
    private final Map<KeyHash, Principal> keys;
    private final TokenRules tokens;
    private final List<CertificateRule> certificates;

    /**
     * Decides by these parts.
     *
     * @param roles the tools of each role, in the order of the catalogue
     * @param fields what of each record each role may see
     */
    AccessPolicy(
            Map<String, List<PermittedTool>> roles,
            Map<String, FieldPolicy> fields,
            Collection<Agent> agents,
            TokenRules tokens,
            List<CertificateRule> certificates) {
        this.toolsByRole = roles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, role -> byName(role.getValue())));
        this.definitionsByRole = roles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        role -> role.getValue().stream()
                                .map(PermittedTool::definition)
                                .toList()));
        this.fieldsByRole = Map.copyOf(fields);
        this.agents = agents.stream().collect(Collectors.toUnmodifiableMap(Agent::name, agent -> agent));
        var principals = new HashMap<KeyHash, Principal>();
        for (var agent : agents) {
            agent.keys().forEach(key -> principals.put(key, new Principal(agent.name(), agent.role())));
        }
        this.keys = Map.copyOf(principals);
        this.tokens = tokens;
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads a policy file.
     *
     * @param catalog the tools that roles may name
     * @throws InvalidPolicy when the file cannot be read or anything in it is wrong
     */
    public static AccessPolicy load(Path file, ToolCatalog catalog) {
        try {
            return parse(file.toString(), Files.readString(file), catalog);
        } catch (IOException e) {
            throw new InvalidPolicy(List.of(file + ": cannot be read (" + e + ")"));
        }
    }

    /**
     * Reads a policy file, and gives the roles the declared tools that name them.
     *
     * @throws InvalidPolicy also when a declared tool names a role that does not exist
     */
    public static AccessPolicy load(Path file, DeclaredTools declared) {
        try {
            return new PolicyReader(file.toString(), declared.catalog(), declared).read(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidPolicy(List.of(file + ": cannot be read (" + e + ")"));
        }
    }

    /**
     * Reads a policy.
     *
     * @param name what messages call it, usually the name of its file
     * @throws InvalidPolicy when anything in it is wrong
     */
    public static AccessPolicy parse(String name, String yaml, ToolCatalog catalog) {
        return new PolicyReader(name, catalog, DeclaredTools.none()).read(yaml);
    }

    /** Whether the principal may use the tool; the grant is for the first of its connections. */
    public Decision decide(Principal principal, String tool) {
        var agent = agents.get(principal.agent());
        if (agent == null) {
            return new Decision.Denied("the policy knows no agent " + principal.agent());
        }
        var permitted = tools(agent).get(tool);
        if (permitted != null) {
            return new Decision.Allowed(
                    new Grant(tool, agent.connections().getFirst(), agent.lane(), agent.weight(), permitted.fields()));
        }
        var names = definitions(agent).stream().map(ToolDefinition::name).collect(Collectors.joining(", "));
        return new Decision.Denied("the role %s of agent %s does not include %s; it may use %s"
                .formatted(agent.role(), agent.name(), tool, names.isEmpty() ? "no tool" : names));
    }

    /** The Zoho organisations the principal works on, at least one if the policy knows it. */
    public List<String> connectionsOf(Principal principal) {
        var agent = agents.get(principal.agent());
        return agent == null ? List.of() : agent.connections();
    }

    /** A tool as the principal may use it; nothing where it may not. */
    public Optional<PermittedTool> permitted(Principal principal, String tool) {
        return Optional.ofNullable(agents.get(principal.agent()))
                .flatMap(agent -> Optional.ofNullable(tools(agent).get(tool)));
    }

    /** The tools the principal may use, in the order of the catalogue. */
    public List<ToolDefinition> toolsOf(Principal principal) {
        var agent = agents.get(principal.agent());
        return agent == null ? List.of() : definitions(agent);
    }

    /** How many calls the principal may make. */
    public Caps capsOf(Principal principal) {
        var agent = agents.get(principal.agent());
        return agent == null ? Caps.none() : agent.caps();
    }

    /** Whose each API key is. */
    public Map<KeyHash, Principal> keys() {
        return keys;
    }

    /**
     * Each agent, each role, and each of a role's words on fields and arguments, and in a line what it is: for whoever
     * compares two policies. No key can be had of it.
     */
    SortedMap<String, String> lines() {
        var lines = new TreeMap<String, String>();
        agents.values().forEach(agent -> lines.put("agent " + agent.name(), agent.line()));
        definitionsByRole.forEach((role, tools) -> lines.put(
                "role " + role,
                tools.stream().map(ToolDefinition::name).collect(Collectors.joining(", ", "tools ", ""))));
        fieldsByRole.forEach((role, fields) ->
                fields.lines().forEach((field, rule) -> lines.put("role " + role + ", field " + field, rule)));
        toolsByRole.forEach((role, tools) -> tools.forEach((name, tool) -> {
            var begin = "role " + role + ", argument " + name + ".";
            tool.refused().forEach((argument, reason) -> lines.put(begin + argument, reason));
            tool.restricted().forEach(argument -> lines.put(begin + argument, tool.restriction(argument)));
        }));
        return lines;
    }

    /** Whose tokens are taken, and whose each of them is. */
    public TokenRules tokens() {
        return tokens;
    }

    /** Whose each client certificate is. */
    public List<CertificateRule> certificates() {
        return certificates;
    }

    /** The agents, by name. */
    Map<String, Agent> agents() {
        return agents;
    }

    /** The roles that have tools and see nothing of any record. */
    List<String> blindRoles() {
        return fieldsByRole.entrySet().stream()
                .filter(role -> role.getValue().isEmpty()
                        && !toolsByRole.getOrDefault(role.getKey(), Map.of()).isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What of each record a role may see. */
    FieldPolicy fields(String role) {
        return Objects.requireNonNull(fieldsByRole.get(role), role);
    }

    private Map<String, PermittedTool> tools(Agent agent) {
        return toolsByRole.getOrDefault(agent.role(), Map.of());
    }

    private List<ToolDefinition> definitions(Agent agent) {
        return definitionsByRole.getOrDefault(agent.role(), List.of());
    }

    private static Map<String, PermittedTool> byName(List<PermittedTool> tools) {
        return tools.stream()
                .collect(Collectors.toUnmodifiableMap(tool -> tool.definition().name(), tool -> tool));
    }
}
