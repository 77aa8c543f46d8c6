package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.gateway.access.AccessPolicy;
import dev.sluice.gateway.access.PermittedTool;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Refuses arguments that the tool takes, and the policy does not let this role pass. */
final class Restrictions {
    private final ArgumentCheck check;

    Restrictions(ArgumentCheck check) {
        this.check = check;
    }

    /**
     * Why a call is refused.
     *
     * @param message for the caller: which arguments, and what is allowed
     * @param reason for the audit trail, where no values stand
     */
    record Refusal(String message, String reason) {}

    /** Nothing when the role may pass the arguments, which are good as such. */
    Optional<Refusal> refusal(Principal principal, String tool, ObjectNode arguments, AccessPolicy policy) {
        return policy.permitted(principal, tool)
                .filter(PermittedTool::restricts)
                .flatMap(permitted -> refusal(principal, permitted, arguments));
    }

    private Optional<Refusal> refusal(Principal principal, PermittedTool permitted, ObjectNode arguments) {
        var refused = arguments.propertyNames().stream()
                .filter(permitted.refused()::containsKey)
                .toList();
        if (!refused.isEmpty()) {
            return Optional.of(refusal(
                    principal,
                    permitted,
                    refused,
                    refused.stream()
                            .map(argument ->
                                    Objects.requireNonNull(permitted.refused().get(argument)))
                            .toList()));
        }
        var problems = check.problems(permitted.definition(), arguments);
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(refusal(principal, permitted, check.wrong(permitted.definition(), arguments), problems));
    }

    private static Refusal refusal(
            Principal principal, PermittedTool permitted, Collection<String> arguments, List<String> problems) {
        var tool = permitted.definition().name();
        return new Refusal(
                "Your role may not ask " + tool + " with these arguments, so nothing was done:\n- "
                        + String.join("\n- ", problems)
                        + "\nThis is a rule, not a mistake: ask within it, or tell the user that it is not permitted.",
                "the role " + principal.role() + " restricts the arguments of " + tool + ": "
                        + String.join(", ", arguments));
    }
}
