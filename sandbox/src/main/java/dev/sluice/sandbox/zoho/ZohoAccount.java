package dev.sluice.sandbox.zoho;

/** What a client needs to connect: credentials, and the ids of the organisation in Books and of the portal. */
public record ZohoAccount(
        String clientId, String clientSecret, String refreshToken, String organizationId, String portalId) {

    /** Without its secrets, as of anything that may end in a log. */
    @Override
    public String toString() {
        return "ZohoAccount[clientId=" + clientId + ", organizationId=" + organizationId + ", portalId=" + portalId
                + "]";
    }
}
