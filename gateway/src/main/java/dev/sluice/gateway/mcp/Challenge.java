package dev.sluice.gateway.mcp;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code WWW-Authenticate} (RFC 6750, RFC 9728): what a client must bring to get further, and where it is
 * told how to come by it.
 */
final class Challenge {
    private static final String REALM = "Bearer realm=\"sluice\"";

    private final String opening;

    /**
     * Sends clients to the metadata at this address.
     *
     * @param metadata absent, where operators do not want it told
     */
    Challenge(@Nullable String metadata) {
        this.opening = metadata == null ? REALM : REALM + ", resource_metadata=\"" + metadata + "\"";
    }

    /** No credentials came; RFC 6750 wants no error then. */
    String missing(Collection<String> scopes) {
        return opening + scope(scopes);
    }

    String invalid(String reason, Collection<String> scopes) {
        return opening + error("invalid_token", reason) + scope(scopes);
    }

    /** More is needed than came: these scopes. A client that can will go and ask for them. */
    String insufficient(String reason, Collection<String> scopes) {
        return opening + error("insufficient_scope", reason) + scope(scopes);
    }

    /** No scope would help, so no client is sent to ask for one; the code is that of RFC 6749 for a refusal by policy. */
    String denied(String reason) {
        return opening + error("access_denied", reason);
    }

    private static String error(String error, String reason) {
        return ", error=\"" + error + "\", error_description=\"" + plain(reason) + "\"";
    }

    private static String scope(Collection<String> scopes) {
        return scopes.isEmpty() ? "" : ", scope=\"" + plain(String.join(" ", scopes)) + "\"";
    }

    /** Only these characters may stand in an error's description. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }
}
