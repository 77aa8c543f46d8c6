package dev.sluice.sandbox.zoho.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads requests off a connection, from a buffer it keeps between them. */
final class RequestReader {

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NO_BODY = {};

    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[8 * 1024];
    private int from;
    private int to;

    RequestReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request, or none when the client has closed the connection. */
    Optional<Request> read() throws IOException {
        int headEnd = awaitHeadEnd();
        if (headEnd < 0) {
            return Optional.empty();
        }
        String head = new String(buffer, from, headEnd - from, StandardCharsets.ISO_8859_1);
        from = headEnd + 4;

        int lineEnd = lineEnd(head, 0);
        int afterMethod = head.indexOf(' ');
        int afterTarget = head.indexOf(' ', afterMethod + 1);
        if (afterMethod <= 0 || afterTarget < 0 || afterTarget > lineEnd) {
            throw new MalformedRequest("not a request line");
        }
        String method = head.substring(0, afterMethod);
        String target = head.substring(afterMethod + 1, afterTarget);
        List<Reply.Header> headers = headers(head, lineEnd + 2);
        return Optional.of(new Request(method, target, headers, body(headers)));
    }

    private int awaitHeadEnd() throws IOException {
        int scanned = from;
        while (true) {
            for (int i = scanned; i + 3 < to; i++) {
                if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                    return i;
                }
            }
            int seen = to - from;
            if (seen > LONGEST_HEAD) {
                throw new MalformedRequest("the head is longer than " + LONGEST_HEAD + " bytes");
            }
            if (!fill()) {
                return -1;
            }
            scanned = from + Math.max(0, seen - 3);
        }
    }

    /** Reads more behind what is already there; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == buffer.length) {
            buffer = Arrays.copyOfRange(buffer, from, from + Math.max(buffer.length, 2 * (to - from)));
            to -= from;
            from = 0;
        }
        int count = in.read(buffer, to, buffer.length - to);
        if (count < 0) {
            return false;
        }
        to += count;
        return true;
    }

    private static List<Reply.Header> headers(String head, int start) {
        List<Reply.Header> headers = new ArrayList<>();
        while (start < head.length()) {
            int end = lineEnd(head, start);
            int colon = head.indexOf(':', start);
            if (colon < 0 || colon > end) {
                throw new MalformedRequest("not a header: " + head.substring(start, end));
            }
            headers.add(new Reply.Header(
                    head.substring(start, colon), head.substring(colon + 1, end).strip()));
            start = end + 2;
        }
        return headers;
    }

    private static int lineEnd(String head, int start) {
        int end = head.indexOf("\r\n", start);
        return end < 0 ? head.length() : end;
    }

    private byte[] body(List<Reply.Header> headers) throws IOException {
        int length = 0;
        boolean chunked = false;
        for (Reply.Header header : headers) {
            if (header.name().equalsIgnoreCase("Content-Length")) {
                length = number(header.value(), 10);
            } else if (header.name().equalsIgnoreCase("Transfer-Encoding")) {
                chunked = header.value().equalsIgnoreCase("chunked");
            } else if (header.name().equalsIgnoreCase("Expect")) {
                out.write(CONTINUE);
            }
        }
        if (chunked) {
            return chunks();
        }
        return length == 0 ? NO_BODY : exactly(length);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            int length = number(extension < 0 ? size : size.substring(0, extension), 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // Trailers mean nothing here.
                }
                return body.toByteArray();
            }
            body.write(exactly(length));
            line();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (from == to && !fill()) {
                throw new MalformedRequest("the body ended early");
            }
            byte next = buffer[from++];
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] body = new byte[length];
        int buffered = Math.min(length, to - from);
        System.arraycopy(buffer, from, body, 0, buffered);
        from += buffered;
        if (in.readNBytes(body, buffered, length - buffered) < length - buffered) {
            throw new MalformedRequest("the body ended early");
        }
        return body;
    }

    private static int number(String text, int radix) {
        try {
            return Integer.parseUnsignedInt(text.strip(), radix);
        } catch (NumberFormatException e) {
            throw new MalformedRequest("not a length: " + text);
        }
    }
}
