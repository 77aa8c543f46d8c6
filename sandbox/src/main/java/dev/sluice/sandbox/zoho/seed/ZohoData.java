package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.books.BooksData;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.projects.ProjectsData;

/** What one company keeps in its CRM, its Books and its Projects. */
public record ZohoData(CrmData crm, BooksData books, ProjectsData projects) {}
