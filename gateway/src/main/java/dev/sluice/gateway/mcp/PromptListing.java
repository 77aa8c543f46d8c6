package dev.sluice.gateway.mcp;

import dev.sluice.common.json.Json;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.gateway.prompt.PromptDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers to {@code prompts/list} and {@code prompts/get}. */
final class PromptListing {
    private PromptListing() {}

    static byte[] list(List<PromptDefinition> prompts) {
        var result = Json.mapper().createObjectNode();
        var list = result.putArray("prompts");
        for (var prompt : prompts) {
            var entry = list.addObject()
                    .put("name", prompt.name())
                    .put("title", prompt.title())
                    .put("description", prompt.description());
            var arguments = entry.putArray("arguments");
            prompt.arguments()
                    .forEach(argument -> arguments
                            .addObject()
                            .put("name", argument.name())
                            .put("description", argument.description())
                            .put("required", argument.required()));
        }
        return Json.bytes(result);
    }

    /**
     * One prompt with its arguments filled in.
     *
     * @throws RequestRefused when there is no such prompt, or an argument that it needs is missing
     */
    static byte[] get(List<PromptDefinition> prompts, ObjectNode params) {
        var prompt = find(prompts, params.path("name"));
        var result = Json.mapper().createObjectNode().put("description", prompt.description());
        result.set("messages", prompt.messages(values(prompt, params.path("arguments"))));
        return Json.bytes(result);
    }

    private static PromptDefinition find(List<PromptDefinition> prompts, JsonNode name) {
        if (!name.isString()) {
            throw RequestRefused.invalidParams("params.name is missing or not text; it names the prompt");
        }
        return prompts.stream()
                .filter(prompt -> prompt.name().equals(name.asString()))
                .findFirst()
                .orElseThrow(() -> {
                    var known = prompts.stream().map(PromptDefinition::name).toList();
                    return RequestRefused.invalidParams("there is no such prompt; known are " + String.join(", ", known)
                            + NearMiss.question(Shown.of(name.asString()), known));
                });
    }

    private static Map<String, String> values(PromptDefinition prompt, JsonNode arguments) {
        var values = new HashMap<String, String>();
        for (var argument : prompt.arguments()) {
            var value = arguments.path(argument.name());
            if (value.isString() && !value.asString().isBlank()) {
                values.put(argument.name(), value.asString());
            } else if (argument.required()) {
                throw RequestRefused.invalidParams("the prompt " + prompt.name() + " needs the argument "
                        + argument.name() + ", as text: " + argument.description());
            }
        }
        return values;
    }
}
