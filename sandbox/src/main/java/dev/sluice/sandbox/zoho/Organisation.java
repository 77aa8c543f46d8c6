package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.books.BooksApi;
import dev.sluice.sandbox.zoho.crm.CrmOrganisation;
import dev.sluice.sandbox.zoho.limit.Limits;
import dev.sluice.sandbox.zoho.oauth.OAuthClient;
import dev.sluice.sandbox.zoho.projects.ProjectsApi;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.time.InstantSource;

/** A company with its data, the three products that show it, how much of them it may use, and its self client. */
record Organisation(
        ZohoData data, CrmOrganisation crm, BooksApi books, ProjectsApi projects, Limits limits, OAuthClient client) {

    static Organisation of(ZohoData data, InstantSource clock, Limits limits, OAuthClient client) {
        return new Organisation(
                data,
                new CrmOrganisation(data.crm(), clock),
                new BooksApi(data.books(), clock),
                new ProjectsApi(data.projects()),
                limits,
                client);
    }

    /** The user all tokens belong to unless another is named. */
    String firstUser() {
        return data.crm().users().all().getFirst().email();
    }
}
