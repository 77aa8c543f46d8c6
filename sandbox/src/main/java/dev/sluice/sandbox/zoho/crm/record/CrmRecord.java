package dev.sluice.sandbox.zoho.crm.record;

/** A record of some CRM module. */
public sealed interface CrmRecord permits User, Account, Contact, Lead, Deal, Call, Event, Task, Note {

    String id();

    /** What a lookup to this record shows. */
    String displayName();
}
