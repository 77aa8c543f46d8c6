package dev.sluice.gateway.access;

import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.settings.SettingsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what an agent would see of a tool's answers, and which word of the policy decided it. */
@Command(
        name = "explain",
        description = "Prints each part of a tool's answer, how an agent would see it, and the rule that decides;"
                + " and what it may ask.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private static final int BAD_SETTINGS = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--agent", required = true, description = "the agent, as the policy names it")
    @SuppressWarnings("NullAway.Init") // picocli refuses to go on without it
    private String agent;

    @Option(names = "--tool", required = true, description = "the tool")
    @SuppressWarnings("NullAway.Init") // picocli refuses to go on without it
    private String tool;

    @Option(names = "--policy", paramLabel = "FILE", description = "the policy (default: the setting policy.file)")
    private @Nullable Path policyFile;

    @Option(
            names = "--tools",
            paramLabel = "FILE",
            description = "declared tools (default: the setting tools.declared)")
    private @Nullable Path toolsFile;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        try {
            out.print(explanation());
            return 0;
        } catch (InvalidPolicy | InvalidSettings e) {
            err.println(e.getMessage());
            return BAD_SETTINGS;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private String explanation() {
        var settings = options.reader();
        var file = policyFile == null
                ? settings.path("policy.file")
                        .orElseThrow(() -> new InvalidSettings(
                                List.of("which policy? give --policy FILE, or the setting policy.file")))
                : policyFile;
        var declared = DeclaredTools.load(
                toolsFile == null ? settings.path("tools.declared").orElse(null) : toolsFile);
        var policy = AccessPolicy.load(file, declared);
        var known = policy.agents().get(agent);
        if (known == null) {
            throw new InvalidSettings(List.of("the policy has no agent " + agent
                    + NearMiss.question(agent, policy.agents().keySet())));
        }
        var definition = declared.catalog()
                .find(tool)
                .orElseThrow(() -> new InvalidSettings(List.of("there is no tool " + tool
                        + NearMiss.question(
                                tool,
                                declared.catalog().all().stream()
                                        .map(each -> each.name())
                                        .toList()))));
        return Explanation.of(known, definition, policy);
    }
}
