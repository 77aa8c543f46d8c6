package dev.sluice.gateway.mcp;

/** The codes of JSON-RPC errors: the protocol's own, and two of Sluice's in the range left to servers. */
enum ErrorCode {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    /** The caller is known and may not do this. */
    DENIED(-32003),
    /** The caller is not known. */
    UNAUTHENTICATED(-32004);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
