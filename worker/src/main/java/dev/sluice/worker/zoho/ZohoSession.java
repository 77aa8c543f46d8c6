package dev.sluice.worker.zoho;

/** What one invocation uses to ask one Zoho organisation, within the call's deadline. */
public interface ZohoSession {
    Crm crm();

    Books books();

    Projects projects();

    /** How many requests it has made so far, retries included. */
    int requests();
}
