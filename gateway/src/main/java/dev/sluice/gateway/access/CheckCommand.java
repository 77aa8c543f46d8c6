package dev.sluice.gateway.access;

import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.settings.InvalidSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a policy as a gateway would, for a build to fail on. */
@Command(
        name = "check",
        description = "Reads a policy and tells every problem with its place; exit code 1 when there is any.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the policy")
    @SuppressWarnings("NullAway.Init") // picocli refuses to go on without it
    private Path file;

    @Option(names = "--tools", paramLabel = "FILE", description = "the tools that you declared, if you did")
    private @Nullable Path tools;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try {
            var policy = AccessPolicy.load(file, DeclaredTools.load(tools));
            policy.blindRoles()
                    .forEach(role -> out.println("note: the role " + role + " has tools and no fields: its agents are"
                            + " told nothing of any record"));
            out.println(file + " is good");
            return 0;
        } catch (InvalidPolicy e) {
            e.problems().forEach(out::println);
        } catch (InvalidSettings e) {
            e.problems().forEach(out::println);
        } finally {
            out.flush();
        }
        return 1;
    }
}
