package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.limit.Limits;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of the double's organisations: where it is, how to connect to it, what it holds and how it is limited. */
public record ZohoOrganisation(
        String name, String dataCentre, URI url, ZohoAccount account, ZohoData data, Limits limits) {

    /** What one must know to connect to it, its secrets included. */
    public Map<String, String> connecting() {
        var connecting = new LinkedHashMap<String, String>();
        connecting.put("organisation", name);
        connecting.put("dataCentre", dataCentre);
        connecting.putAll(account.connecting(url));
        return connecting;
    }
}
