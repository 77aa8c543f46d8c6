package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.limit.Limits;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.net.URI;

/** One of the double's organisations: where it is, how to connect to it, what it holds and how it is limited. */
public record ZohoOrganisation(
        String name, String dataCentre, URI url, ZohoAccount account, ZohoData data, Limits limits) {}
