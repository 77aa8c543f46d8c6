package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.credential.AccessToken;
import dev.sluice.worker.credential.AccessTokens;
import dev.sluice.worker.credential.DataCentre;
import java.net.URI;
import java.time.InstantSource;

/** One Zoho organisation, as all threads of the process share it: its tokens, and what was learnt about it. */
final class ZohoConnection {
    private final ConnectionSettings settings;
    private final AccessTokens tokens;
    private final Learnt learnt;

    ZohoConnection(ConnectionSettings settings, AccessTokens tokens, InstantSource clock) {
        this.settings = settings;
        this.tokens = tokens;
        this.learnt = new Learnt(clock);
    }

    ConnectionSettings settings() {
        return settings;
    }

    AccessTokens tokens() {
        return tokens;
    }

    Learnt learnt() {
        return learnt;
    }

    /**
     * Where an API is asked with a token.
     *
     * @throws CallFailed when the token endpoint named an address that is not Zoho's: the token must not go there
     */
    URI base(Api api, AccessToken token) {
        return switch (api) {
            case CRM -> settings.crm() == null ? apiDomain(token, "crm-url") : settings.crm();
            case BOOKS -> settings.books() == null ? apiDomain(token, "books-url") : settings.books();
            case PROJECTS -> settings.projects();
        };
    }

    private URI apiDomain(AccessToken token, String setting) {
        var named = token.apiDomain();
        if (named == null) {
            return settings.dataCentre().api();
        }
        if (!DataCentre.answersAt(named)) {
            throw new CallFailed(
                    new Failure.NotPermitted("Zoho's token endpoint names an API address that is not one of"
                            + " Zoho's, so nothing was sent there. If it is right, an operator sets zoho."
                            + settings.name()
                            + "." + setting + " to it."));
        }
        return named;
    }
}
