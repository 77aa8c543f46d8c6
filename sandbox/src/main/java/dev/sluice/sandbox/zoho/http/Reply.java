package dev.sluice.sandbox.zoho.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a request ends on its connection: with a response, or with one of the ways a network fails. */
public sealed interface Reply {

    record Header(String name, String value) {}

    /** An answer; no body at all is what Zoho sends with 204. */
    @SuppressWarnings("ArrayRecordComponent") // written once to a socket, never compared
    record Response(int status, @Nullable String contentType, byte[] body, List<Header> headers) implements Reply {

        private static final byte[] NOTHING = {};

        public Response {
            headers = List.copyOf(headers);
        }

        public static Response json(int status, Object body) {
            return new Response(status, "application/json;charset=UTF-8", Json.write(body), List.of());
        }

        public static Response noContent() {
            return new Response(204, null, NOTHING, List.of());
        }

        public static Response notModified() {
            return new Response(304, null, NOTHING, List.of());
        }

        public Response with(String name, String value) {
            List<Header> more = new ArrayList<>(headers);
            more.add(new Header(name, value));
            return new Response(status, contentType, body, more);
        }

        public Response withBody(byte[] other) {
            return new Response(status, contentType, other, headers);
        }
    }

    /** The connection is reset, as by a crashed peer. */
    record Reset() implements Reply {}

    /** Nothing is ever sent; the connection stays open until the client gives up. */
    record Silence() implements Reply {}
}
