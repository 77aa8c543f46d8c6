package dev.sluice.gateway.mcp;

import java.util.Objects;

/** How the gateway introduces itself. */
final class ServerInfo {
    static final String NAME = "sluice";
    static final String TITLE = "Sluice: Zoho for AI agents";

    private ServerInfo() {}

    /** As the jar's manifest says, where there is a jar. */
    static String version() {
        return Objects.requireNonNullElse(ServerInfo.class.getPackage().getImplementationVersion(), "unreleased");
    }
}
