package dev.sluice.sandbox.zoho.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: requests in, replies out, one after another, until either side closes it. */
final class Connection {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final Socket socket;
    private final Handler handler;

    Connection(Socket socket, Handler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    void serve() throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        RequestReader reader = new RequestReader(in, out);
        while (true) {
            Optional<Request> next;
            try {
                next = reader.read();
            } catch (MalformedRequest e) {
                write(out, Reply.Response.json(400, String.valueOf(e.getMessage())), true, false);
                return;
            }
            if (next.isEmpty() || !answer(next.get(), in, out)) {
                return;
            }
        }
    }

    /** Whether the connection may carry another request. */
    private boolean answer(Request request, InputStream in, OutputStream out) throws IOException {
        return switch (handle(request)) {
            case Reply.Response response -> {
                boolean last =
                        "close".equalsIgnoreCase(request.header("Connection").orElse(""));
                write(out, response, last, request.method().equals("HEAD"));
                yield !last;
            }
            case Reply.Reset _ -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
            case Reply.Silence _ -> {
                in.transferTo(OutputStream.nullOutputStream());
                yield false;
            }
        };
    }

    private Reply handle(Request request) {
        try {
            return handler.handle(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Reset();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("path", request.path()).setCause(e).log("the Zoho double has a defect");
            return Reply.Response.json(500, "the Zoho double has a defect: " + e);
        }
    }

    private static void write(OutputStream out, Reply.Response response, boolean last, boolean headOnly)
            throws IOException {
        StringBuilder head = new StringBuilder(192)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(ReasonPhrase.of(response.status()))
                .append("\r\n");
        if (response.contentType() != null) {
            head.append("Content-Type: ").append(response.contentType()).append("\r\n");
        }
        if (response.status() != 204 && response.status() != 304) {
            head.append("Content-Length: ").append(response.body().length).append("\r\n");
        }
        for (Reply.Header header : response.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        head.append(last ? "Connection: close\r\n\r\n" : "\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        int bodyLength = headOnly ? 0 : response.body().length;
        byte[] whole = new byte[headBytes.length + bodyLength];
        System.arraycopy(headBytes, 0, whole, 0, headBytes.length);
        System.arraycopy(response.body(), 0, whole, headBytes.length, bodyLength);
        out.write(whole);
    }
}
