package dev.sluice.sandbox.zoho.oauth;

/** An application registered with the accounts server of a data centre, for one organisation. */
public record OAuthClient(String id, String secret, String organisation, String dataCentre) {

    /** Without its secret. */
    @Override
    public String toString() {
        return "OAuthClient[id=" + id + ", organisation=" + organisation + ", dataCentre=" + dataCentre + "]";
    }
}
