package dev.sluice.sandbox.zoho;

import java.util.List;

/** What Sluice's tools ask a Zoho user to consent to, and no more. */
final class Scopes {

    static final List<String> NEEDED = List.of(
            "ZohoCRM.modules.accounts.READ",
            "ZohoCRM.modules.calls.READ",
            "ZohoCRM.modules.contacts.READ",
            "ZohoCRM.modules.deals.READ",
            "ZohoCRM.modules.emails.READ",
            "ZohoCRM.modules.events.READ",
            "ZohoCRM.modules.leads.READ",
            "ZohoCRM.modules.notes.CREATE",
            "ZohoCRM.modules.notes.READ",
            "ZohoCRM.modules.tasks.READ",
            "ZohoCRM.coql.READ",
            "ZohoCRM.org.READ",
            "ZohoCRM.settings.fields.READ",
            "ZohoCRM.settings.fiscal_year.READ",
            "ZohoCRM.users.READ",
            "ZohoSearch.securesearch.READ",
            "ZohoBooks.contacts.READ",
            "ZohoBooks.invoices.READ",
            "ZohoBooks.settings.READ",
            "ZohoProjects.milestones.READ",
            "ZohoProjects.portals.READ",
            "ZohoProjects.projects.READ",
            "ZohoProjects.tasks.READ");

    private Scopes() {}
}
