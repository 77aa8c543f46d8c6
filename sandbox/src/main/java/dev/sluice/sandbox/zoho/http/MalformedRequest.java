package dev.sluice.sandbox.zoho.http;

/** What came was not HTTP/1.1; the connection cannot be used further. */
final class MalformedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRequest(String message) {
        super(message);
    }
}
