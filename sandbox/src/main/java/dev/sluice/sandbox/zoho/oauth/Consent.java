package dev.sluice.sandbox.zoho.oauth;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What a user, known by e-mail address, lets an application do. */
public record Consent(OAuthClient client, String user, Set<String> scopes) {

    public Consent {
        scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
    }
}
