package dev.sluice.gateway.mcp;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from reaching the gateway through somebody's browser: a page is known by its {@code Origin}, and a
 * page that had its own name rebound to the gateway's address by the {@code Host} it asks for.
 */
final class RequestGuard {
    private final McpSettings settings;

    RequestGuard(McpSettings settings) {
        this.settings = settings;
    }

    void check(Context ctx) {
        var host = ctx.req().getServerName().toLowerCase(Locale.ROOT);
        if (!settings.allowsHost(host)) {
            throw new RequestRefused(
                    403,
                    ErrorCode.INVALID_REQUEST,
                    "this gateway is not addressed as this host; operators list its names in http.allowed-hosts");
        }
        var origin = ctx.header("Origin");
        if (origin != null && !originAllowed(origin.strip().toLowerCase(Locale.ROOT))) {
            throw new RequestRefused(
                    403,
                    ErrorCode.INVALID_REQUEST,
                    "pages of this origin may not call; operators list those that may in http.allowed-origins");
        }
    }

    private boolean originAllowed(String origin) {
        return settings.allowedOrigins().contains(origin) || (settings.onLoopback() && isLoopbackPage(origin));
    }

    private static boolean isLoopbackPage(String origin) {
        try {
            var uri = new URI(origin);
            @Nullable String host = uri.getHost();
            @Nullable String scheme = uri.getScheme();
            return ("http".equals(scheme) || "https".equals(scheme)) && host != null && McpSettings.isLoopback(host);
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
