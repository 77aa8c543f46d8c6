package dev.sluice.worker.zoho;

import java.util.Locale;

/** One of the Zoho products that are asked. */
enum Api {
    CRM("Zoho CRM"),
    BOOKS("Zoho Books"),
    PROJECTS("Zoho Projects");

    private final String product;

    Api(String product) {
        this.product = product;
    }

    /** By which it is known in the audit trail. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call it. */
    String product() {
        return product;
    }
}
