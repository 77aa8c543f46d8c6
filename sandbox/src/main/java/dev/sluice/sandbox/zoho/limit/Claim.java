package dev.sluice.sandbox.zoho.limit;

/** What a request takes from a limit; the scope tells URL patterns and refresh tokens apart. */
public record Claim(LimitName name, String scope, long units) {

    public static Claim one(LimitName name) {
        return new Claim(name, "", 1);
    }
}
