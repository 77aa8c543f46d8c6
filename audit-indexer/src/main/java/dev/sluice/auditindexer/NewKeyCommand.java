package dev.sluice.auditindexer;

import dev.sluice.auditindexer.chain.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the key pair with which checkpoints are signed and verified. */
@Command(
        name = "new-key",
        mixinStandardHelpOptions = true,
        description = "Makes an Ed25519 key pair: FILE signs checkpoints, FILE.pub verifies them.")
final class NewKeyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "where the private key goes; must not exist")
    private @Nullable Path file;

    @Override
    public Integer call() {
        if (file == null) {
            throw new IllegalStateException("picocli fills it in");
        }
        try {
            SigningKey.generate(file);
            System.out.println("The indexer's key (chain.signing-key): " + file);
            System.out.println("The auditors' key (chain.public-keys): " + SigningKey.publicFile(file));
            return 0;
        } catch (IOException e) {
            System.err.println("The key cannot be written: " + e);
            return 1;
        }
    }
}
