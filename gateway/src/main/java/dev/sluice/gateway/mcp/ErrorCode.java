package dev.sluice.gateway.mcp;

/** The codes of JSON-RPC errors: the protocol's own, and two of Sluice's in the range left to servers. */
enum ErrorCode {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    /** Of 2026: headers and body do not say the same. */
    HEADER_MISMATCH(-32020),
    /** Of 2026: what was asked needs something the client has not said it can do. */
    MISSING_CAPABILITY(-32021),
    /** Of 2026: this revision is not spoken here. */
    UNSUPPORTED_VERSION(-32022),
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
