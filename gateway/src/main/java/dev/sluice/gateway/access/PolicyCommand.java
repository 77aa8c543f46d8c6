package dev.sluice.gateway.access;

import picocli.CommandLine.Command;

/** What to do with a policy without starting a gateway. */
@Command(
        name = "policy",
        description = "Checks a policy, and explains what it lets an agent see.",
        mixinStandardHelpOptions = true,
        subcommands = {CheckCommand.class, ExplainCommand.class})
public final class PolicyCommand {}
