package dev.sluice.gateway.mcp;

/** What a client calls its request, as the JSON text it came in: a string or a whole number, given back unchanged. */
record RequestId(String json) {
    /** Stands in answers to what could not be read far enough to know its id. */
    static final RequestId UNKNOWN = new RequestId("null");
}
