package dev.sluice.gateway.identity;

import dev.sluice.common.access.Principal;
import java.util.SortedSet;

/** What a request's credentials turned out to be. */
public sealed interface Authentication {

    /** The request is this principal's. */
    record Authenticated(Principal principal) implements Authentication {}

    /** The request carries no credentials of a kind that Sluice knows. */
    record Missing() implements Authentication {}

    /** The request carries credentials that are not good; the reason never quotes them. */
    record Refused(String reason) implements Authentication {}

    /** The token is good and could be an agent's, but was issued for less than that takes. */
    record InsufficientScope(SortedSet<String> needed, String reason) implements Authentication {}

    /** Whether the credentials are good cannot be known at the moment. */
    record Unknown(String reason) implements Authentication {}
}
