package dev.sluice.sandbox.zoho.oauth;

import java.time.Instant;
import java.util.Set;

/** What an API call is made with. */
public record AccessToken(String value, OAuthClient client, Set<String> scopes, Instant expiresAt) {}
