package dev.sluice.sandbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The conformance suite itself, where it has been fetched once by {@code bin/run sandbox conformance}; elsewhere these
 * tests are skipped and say so. What may fail, and why, is in the lists of expected failures.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set before the first test
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private OpenSystem system;

    @BeforeAll
    void bringUp() throws IOException, InterruptedException {
        system = OpenSystem.start(folder);
    }

    @AfterAll
    void takeDown() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void onlyWhatIsExpectedToFailsFails(String revision) throws Exception {
        var suite = Suite.installed();
        assumeTrue(
                suite.isPresent(),
                "skipped: the conformance suite is not on this machine; bin/run sandbox conformance fetches it");
        var output = folder.resolve("suite-" + revision + ".log");

        int code = suite.orElseThrow().run(system.url(), revision, ProcessBuilder.Redirect.to(output.toFile()));

        assertThat(code).describedAs(Files.readString(output)).isZero();
    }

    /** The fixtures take the way of every call, with or without the suite. */
    @Test
    void aFixtureIsAnsweredThroughKafkaByAWorker() throws Exception {
        assertThat(ask(system.url(), "greet", "{\"name\":\"World\"}")).contains("Hello, World!", "\"isError\":false");
        assertThat(ask(system.url(), "test_image_content", "{}")).contains("\"image/png\"");
    }

    private static String ask(URI url, String tool, String arguments) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(url)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("""
                                            {"jsonrpc":"2.0","id":1,"method":"tools/call",
                                             "params":{"name":"%s","arguments":%s}}""".formatted(tool, arguments)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
