package dev.sluice.gateway.tls;

/** Whether clients show certificates of their own. */
public enum ClientCertificates {
    /** They are not asked for any. */
    NONE,
    /** They may. */
    WANTED,
    /** Without one there is no connection. */
    REQUIRED
}
