package dev.sluice.gateway.mcp;

import dev.sluice.common.json.Json;
import dev.sluice.gateway.identity.OAuthSettings;
import dev.sluice.gateway.identity.TokenIssuer;
import dev.sluice.gateway.identity.TokenRules;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells clients who issues tokens for this gateway (RFC 9728), where operators want that told. */
final class ResourceMetadata {
    private static final String PATH = "/.well-known/oauth-protected-resource";

    private final @Nullable URI resource;
    private final Supplier<TokenRules> tokens;

    ResourceMetadata(OAuthSettings settings, Supplier<TokenRules> tokens) {
        this.resource = settings.advertise() ? settings.resource() : null;
        this.tokens = tokens;
    }

    /** Where it is told, as clients know the address; nothing, where it is not. */
    @Nullable
    String url() {
        return resource == null ? null : resource.resolve(PATH + path(resource)).toString();
    }

    void mount(JavalinConfig config) {
        if (resource == null) {
            return;
        }
        var paths = new LinkedHashSet<String>();
        paths.add(PATH);
        paths.add(PATH + McpEndpoint.PATH);
        paths.add(PATH + path(resource));
        paths.forEach(path -> config.routes.get(path, ctx -> tell(ctx, resource)));
    }

    private void tell(Context ctx, URI about) {
        var rules = tokens.get();
        if (rules.issuers().isEmpty()) {
            throw new RequestRefused(404, ErrorCode.INVALID_REQUEST, "no tokens are taken here, only API keys");
        }
        var metadata = Json.mapper().createObjectNode().put("resource", about.toString());
        var servers = metadata.putArray("authorization_servers");
        rules.issuers().stream().map(TokenIssuer::url).forEach(servers::add);
        if (!rules.scopes().isEmpty()) {
            rules.scopes().forEach(metadata.putArray("scopes_supported")::add);
        }
        metadata.putArray("bearer_methods_supported").add("header");
        HttpAnswer.send(ctx, 200, Json.bytes(metadata.put("resource_name", ServerInfo.TITLE)));
    }

    /** The path of an address, without the slash that stands for none. */
    private static String path(URI address) {
        var path = address.getRawPath();
        return path == null || path.equals("/") ? "" : path;
    }
}
