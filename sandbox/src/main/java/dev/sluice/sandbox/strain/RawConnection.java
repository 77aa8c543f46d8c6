package dev.sluice.sandbox.strain;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection over which any bytes are sent, and whatever comes back is read, be it HTTP. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private boolean usable = true;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Whether another request may be sent. */
    boolean usable() {
        return usable;
    }

    /** Sends a request and reads its answer; {@link java.net.SocketTimeoutException} when none comes. */
    Answer ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        var status = line();
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new IOException("no HTTP: " + status);
        }
        int length = -1;
        boolean chunked = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            } else if (lower.startsWith("connection:") && lower.contains("close")) {
                usable = false;
            }
        }
        return new Answer(Integer.parseInt(status.substring(9, 12)), chunked ? chunks() : body(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String body(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String chunks() throws IOException {
        var all = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
        }
        line();
        return all.toString();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    record Answer(int status, String body) {}
}
