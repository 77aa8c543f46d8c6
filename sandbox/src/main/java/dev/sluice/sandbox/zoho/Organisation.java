package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.books.BooksApi;
import dev.sluice.sandbox.zoho.crm.CrmApi;
import dev.sluice.sandbox.zoho.projects.ProjectsApi;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.time.InstantSource;

/** A company with its data, and the three products that show it. */
record Organisation(ZohoData data, CrmApi crm, BooksApi books, ProjectsApi projects) {

    static Organisation of(ZohoData data, InstantSource clock) {
        return new Organisation(
                data,
                new CrmApi(data.crm(), clock),
                new BooksApi(data.books(), clock),
                new ProjectsApi(data.projects()));
    }
}
