package dev.sluice.gateway.access;

import dev.sluice.common.access.Grant;

/** The answer of the policy to one call. */
public sealed interface Decision {

    /** The call may be carried out, under this grant. */
    record Allowed(Grant grant) implements Decision {}

    /** The call is refused; the reason says who lacks what, and what there is instead. */
    record Denied(String reason) implements Decision {}
}
