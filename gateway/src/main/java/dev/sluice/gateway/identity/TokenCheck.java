package dev.sluice.gateway.identity;

/** What became of the check of one token. */
sealed interface TokenCheck {

    /** It is what it says it is. */
    record Good(IssuedToken token) implements TokenCheck {}

    /** It is not to be trusted. */
    record Bad(String reason) implements TokenCheck {}

    /** The keys to check it with cannot be had. */
    record Unknown(String reason) implements TokenCheck {}
}
