package dev.sluice.sandbox.zoho.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The scripts that use the clients, in a folder where Node can run them; versions are those of the lock file. */
record SdkScripts(Path folder) {

    private static final List<String> FILES = List.of(
            "package.json",
            "package-lock.json",
            "check.mjs",
            "crm.mjs",
            "double.mjs",
            "nodejs-sdk.mjs",
            "projects-client.mjs",
            "typescript-sdk.mjs");

    /** One for each client. */
    static final List<String> RUNS = List.of("typescript-sdk.mjs", "nodejs-sdk.mjs", "projects-client.mjs");

    /** Whether that program, of Node, can be run here. */
    static boolean present(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    void write() throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            try (InputStream script = SdkScripts.class.getResourceAsStream(file)) {
                if (script == null) {
                    throw new UncheckedIOException(new IOException(file + " is not beside the class"));
                }
                Files.copy(script, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Runs a program in the folder; what it says is shown. Its exit code; 124 when it took too long. */
    int run(long seconds, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return 124;
        }
        return process.exitValue();
    }
}
