package dev.sluice.sandbox.zoho.control;

import dev.sluice.sandbox.zoho.crm.CrmOrganisation;
import dev.sluice.sandbox.zoho.limit.Limits;
import dev.sluice.sandbox.zoho.oauth.AccountsServer;
import dev.sluice.sandbox.zoho.oauth.OAuthClient;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.util.function.Supplier;

/** What orders can be given about in one organisation; how to connect to it is known once the double listens. */
public record ControlledOrganisation(
        OAuthClient client,
        AccountsServer accounts,
        ZohoData data,
        CrmOrganisation crm,
        Limits limits,
        Supplier<Object> account) {}
