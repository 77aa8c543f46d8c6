package dev.sluice.gateway.identity;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a new API key, and the hash of it that the policy holds. */
@Command(
        name = "new-key",
        description = "Makes an API key: give the key to its agent, write its hash in the policy. It is not kept.",
        mixinStandardHelpOptions = true)
public final class NewKeyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        var made = ApiKeys.generate();
        out.println("key:  " + made.key().reveal());
        out.println("hash: " + made.hash());
        out.flush();
    }
}
