package dev.sluice.sandbox.stack;

import dev.sluice.sandbox.zoho.ZohoAccount;
import dev.sluice.sandbox.zoho.ZohoOrganisation;
import java.net.URI;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One of the Zoho organisations of a sandbox.
 *
 * @param name what settings, the policy and the audit trail call it
 * @param organisation the company whose it is
 * @param zone by whose calendar its projects are late
 */
public record SandboxConnection(
        String name, String organisation, String dataCentre, URI url, ZohoAccount account, ZoneId zone) {

    /** The first is called main, as a connection is unless settings say otherwise; others have their company's first word. */
    static SandboxConnection of(ZohoOrganisation organisation, boolean first) {
        return new SandboxConnection(
                first ? "main" : organisation.name().split(" ", 2)[0].toLowerCase(Locale.ROOT),
                organisation.name(),
                organisation.dataCentre(),
                organisation.url(),
                organisation.account(),
                organisation.data().crm().zone());
    }

    /** The name of the secret that has its credentials. */
    String secret() {
        return "sluice/zoho/" + name;
    }

    /** What a worker is told of it. */
    Map<String, String> settings() {
        var prefix = "zoho." + name + ".";
        var settings = new LinkedHashMap<String, String>();
        settings.put(prefix + "credentials", "aws:" + secret());
        settings.put(prefix + "url", url.toString());
        settings.put(prefix + "data-centre", dataCentre);
        settings.put(prefix + "books-organization", account.organizationId());
        settings.put(prefix + "projects-portal", account.portalId());
        settings.put(prefix + "projects-time-zone", zone.getId());
        return settings;
    }

    /** What one must know to connect to it, its secrets included. */
    Map<String, String> connecting() {
        return account.connecting(url);
    }
}
