package dev.sluice.sandbox.conformance;

import static dev.sluice.common.catalog.TaskSupport.ALWAYS;
import static dev.sluice.common.catalog.TaskSupport.OPTIONAL;
import static dev.sluice.common.catalog.TaskSupport.REQUIRED;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.json.Json;
import dev.sluice.gateway.prompt.PromptCatalog;
import dev.sluice.gateway.prompt.PromptDefinition;
import dev.sluice.worker.progress.OpenCall;
import dev.sluice.worker.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools and prompts that the conformance suite expects to find. */
final class Fixtures {
    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    private static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA==";

    private static final List<FixtureTool> TOOLS = List.of(
            tool("test_simple_text", _ -> blocks(text("This is a simple text response for testing."))),
            tool("test_image_content", _ -> blocks(image())),
            tool("test_audio_content", _ -> blocks(audio())),
            tool("test_embedded_resource", _ -> blocks(resource("This is an embedded resource content."))),
            tool(
                    "test_multiple_content_types",
                    _ -> blocks(text("Multiple content types test:"), image(), resource("{\"test\":\"data\"}"))),
            tool("test_logging_tool", _ -> blocks(text("Nothing was logged to the client."))),
            tool("test_streaming_elicitation", _ -> blocks(text("Nothing was asked of the client."))),
            tool("test_error_handling", _ -> {
                throw new CallFailed(new Failure.Invalid("This tool intentionally returns an error for testing"));
            }),
            tool("test_tool_with_progress", _ -> steps()),
            new FixtureTool(
                    "json_schema_2020_12_tool",
                    read("json_schema_2020_12.json"),
                    OPTIONAL,
                    _ -> blocks(text("JSON Schema 2020-12"))),
            new FixtureTool(
                    "greet",
                    "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}",
                    OPTIONAL,
                    arguments -> blocks(text("Hello, " + arguments.path("name").asString("") + "!"))),
            new FixtureTool(
                    "slow_compute",
                    "{\"type\":\"object\",\"properties\":{\"seconds\":{\"type\":\"number\",\"minimum\":0,\"maximum\":120},"
                            + "\"label\":{\"type\":\"string\"}}}",
                    ALWAYS,
                    arguments -> {
                        pause(Duration.ofMillis(
                                (long) (arguments.path("seconds").asDouble(0) * 1000)));
                        return blocks(text("Computed " + arguments.path("label").asString("")));
                    }),
            new FixtureTool("failing_job", NO_ARGUMENTS, REQUIRED, _ -> {
                pause(Duration.ofSeconds(1));
                throw new CallFailed(new Failure.Invalid("This job always fails"));
            }),
            // It deletes nothing and asks nobody: a task, by which it is seen how updates of tasks are acknowledged.
            new FixtureTool(
                    "confirm_delete",
                    "{\"type\":\"object\",\"properties\":{\"filename\":{\"type\":\"string\"}}}",
                    ALWAYS,
                    _ -> blocks(text("Nothing was asked, and nothing deleted."))),
            new FixtureTool(
                    "test_custom_header",
                    "{\"type\":\"object\",\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}}",
                    OPTIONAL,
                    arguments ->
                            blocks(text("Asked in " + arguments.path("region").asString("")))),
            new FixtureTool("protocol_error_job", NO_ARGUMENTS, ALWAYS, _ -> {
                throw new IllegalStateException("this job always breaks");
            }));

    private Fixtures() {}

    static ToolCatalog catalog() {
        return ToolCatalog.of(TOOLS.stream().map(FixtureTool::definition).toList());
    }

    static Collection<Tool> tools() {
        return List.copyOf(TOOLS);
    }

    static List<String> toolNames() {
        return TOOLS.stream().map(FixtureTool::name).toList();
    }

    static PromptCatalog prompts() {
        return PromptCatalog.of(Arrays.asList(
                Json.read(read("prompts.json").getBytes(StandardCharsets.UTF_8), PromptDefinition[].class)));
    }

    private static FixtureTool tool(String name, Function<ObjectNode, ArrayNode> answer) {
        return new FixtureTool(name, NO_ARGUMENTS, OPTIONAL, answer);
    }

    private static ArrayNode steps() {
        for (int done = 0; done <= 100; done += 50) {
            OpenCall.tell(new CallStatus.Step(done, 100));
            pause(Duration.ofMillis(50));
        }
        return blocks(text("Done in three steps."));
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(new Failure.Unavailable("The call was stopped."));
        }
    }

    private static ArrayNode blocks(ObjectNode... blocks) {
        return Json.mapper().createArrayNode().addAll(List.of(blocks));
    }

    private static ObjectNode text(String text) {
        return Json.mapper().createObjectNode().put("type", "text").put("text", text);
    }

    private static ObjectNode image() {
        return Json.mapper()
                .createObjectNode()
                .put("type", "image")
                .put("data", PNG)
                .put("mimeType", "image/png");
    }

    private static ObjectNode audio() {
        return Json.mapper()
                .createObjectNode()
                .put("type", "audio")
                .put("data", WAV)
                .put("mimeType", "audio/wav");
    }

    private static ObjectNode resource(String text) {
        var block = Json.mapper().createObjectNode().put("type", "resource");
        block.putObject("resource")
                .put("uri", "test://embedded-resource")
                .put("mimeType", "text/plain")
                .put("text", text);
        return block;
    }

    private static String read(String resource) {
        try (var in = Fixtures.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
