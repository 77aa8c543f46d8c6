package dev.sluice.sandbox.conformance;

import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The conformance suite as it is published, of a fixed version, in a folder of its own. */
final class Suite {
    static final String VERSION = "0.2.0-alpha.12";

    /** The suite needs a newer Node than most machines have; npm brings one. */
    private static final String NODE = "22.23.3";

    private static final String PACKAGES = """
            {"private":true,"dependencies":{"node":"%s","@modelcontextprotocol/conformance":"%s"}}
            """.formatted(NODE, VERSION);

    private final Path folder;

    private Suite(Path folder) {
        this.folder = folder;
    }

    /** Where the suite is kept between runs. */
    static Path home() {
        return Path.of(System.getProperty("user.home"), ".cache", "sluice", "conformance-" + VERSION);
    }

    /** The suite, if it has been installed on this machine. */
    static Optional<Suite> installed() {
        return Files.exists(main(home())) && Files.exists(node(home()))
                ? Optional.of(new Suite(home()))
                : Optional.empty();
    }

    /** The suite, fetched by npm where it is not there yet. */
    static Suite install() throws IOException, InterruptedException {
        var there = installed();
        if (there.isPresent()) {
            return there.get();
        }
        Files.createDirectories(home());
        Files.writeString(home().resolve("package.json"), PACKAGES);
        int code;
        try {
            code = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
                    .directory(home().toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new SandboxFailed("npm cannot be run; the conformance suite needs Node.js and npm on the path", e);
        }
        return installed()
                .orElseThrow(() -> new SandboxFailed(
                        "npm could not fetch the conformance suite (exit code " + code + "); see what it said above"));
    }

    /**
     * Runs what a revision requires and all that is run beside it; what it prints goes to a file or to the terminal.
     *
     * @return its exit code: 0 when only failed what was expected to
     */
    int run(URI url, String revision, ProcessBuilder.Redirect output) throws IOException, InterruptedException {
        var expected = Files.createTempFile("expected-failures-", ".yaml");
        try (var in = Suite.class.getResourceAsStream("expected-failures-" + revision + ".yaml")) {
            if (in == null) {
                throw new SandboxFailed("there is no list of expected failures of " + revision);
            }
            Files.write(expected, in.readAllBytes());
            return new ProcessBuilder(
                            node(folder).toString(),
                            main(folder).toString(),
                            "server",
                            "--url",
                            url.toString(),
                            "--requirements",
                            revision,
                            "--expected-failures",
                            expected.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start()
                    .waitFor();
        } finally {
            Files.deleteIfExists(expected);
        }
    }

    private static Path main(Path folder) {
        return folder.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js");
    }

    private static Path node(Path folder) {
        return folder.resolve("node_modules/node/bin/node");
    }
}
