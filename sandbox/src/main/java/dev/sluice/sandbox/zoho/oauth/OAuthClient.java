package dev.sluice.sandbox.zoho.oauth;

/** An application registered with the accounts server of a data centre, for one organisation. */
public record OAuthClient(String id, String secret, String organisation, String dataCenter) {}
