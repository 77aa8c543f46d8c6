package dev.sluice.common.catalog;

/** The argument by which an agent of several Zoho organisations says which one a call is for; the gateway takes it out. */
public final class ConnectionArgument {
    /** No tool has an argument of its own by this name. */
    public static final String NAME = "connection";

    private ConnectionArgument() {}
}
