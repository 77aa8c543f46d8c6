package dev.sluice.gateway.mcp;

import dev.sluice.common.json.Json;

/** Refuses what needs a client that can take tasks. */
final class MissingCapability {
    private MissingCapability() {}

    static RequestRefused tasks() {
        var data = Json.mapper().createObjectNode();
        data.putObject("requiredCapabilities").putObject("extensions").putObject(TaskView.EXTENSION);
        return new RequestRefused(
                        400,
                        ErrorCode.MISSING_CAPABILITY,
                        "this needs a client that takes tasks; it says so with the extension " + TaskView.EXTENSION
                                + " among its capabilities")
                .with(data);
    }
}
