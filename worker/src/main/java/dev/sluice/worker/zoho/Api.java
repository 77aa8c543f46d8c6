package dev.sluice.worker.zoho;

/** One of the Zoho products that are asked. */
enum Api {
    CRM("Zoho CRM"),
    BOOKS("Zoho Books"),
    PROJECTS("Zoho Projects");

    private final String product;

    Api(String product) {
        this.product = product;
    }

    /** What people call it. */
    String product() {
        return product;
    }
}
