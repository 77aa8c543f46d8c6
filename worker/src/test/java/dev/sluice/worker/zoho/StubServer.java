package dev.sluice.worker.zoho;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An HTTP server on a bare socket, so that it can misbehave at any point of an exchange. */
final class StubServer implements AutoCloseable {
    /** What it does once it has read a request. */
    sealed interface Act {
        record Answer(String text) implements Act {
            static Answer of(int status, String body, String... headers) {
                var head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
                for (var header : headers) {
                    head.append(header).append("\r\n");
                }
                return new Answer(head.append("\r\n").append(body).toString());
            }
        }

        /** Closes the connection. */
        record HangUp() implements Act {}

        /** Keeps it open and says nothing. */
        record KeepSilent() implements Act {}

        /** Promises a body and closes in the middle of it. */
        record BreakOff() implements Act {}

        /** Sends a byte of the head now and then, and never all of it. */
        record Dawdle() implements Act {}
    }

    record Received(String line, List<String> headers, String body) {}

    private final ServerSocket socket;
    private final Function<Received, Act> script;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Thread acceptor;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch firstRequest = new CountDownLatch(1);

    StubServer(Function<Received, Act> script) {
        this.script = script;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.acceptor = Thread.ofVirtual().name("stub-server").start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    int connections() {
        return open.size();
    }

    void awaitRequest() throws InterruptedException {
        firstRequest.await();
    }

    /** Closes the connections that are open, as an upstream does with idle ones. */
    void hangUp() {
        try {
            for (var connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                open.add(connection);
                Thread.ofVirtual().name("stub-connection").start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            var out = connection.getOutputStream();
            while (true) {
                var request = read(in);
                received.add(request);
                firstRequest.countDown();
                switch (script.apply(request)) {
                    case Act.Answer answer -> {
                        out.write(answer.text().getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                    case Act.HangUp _ -> {
                        return;
                    }
                    case Act.KeepSilent _ -> {
                        closed.await();
                        return;
                    }
                    case Act.BreakOff _ -> {
                        out.write(
                                "HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.ISO_8859_1));
                        return;
                    }
                    case Act.Dawdle _ -> {
                        out.write("HTTP/1.1 200 X\r\nX-Slow: ".getBytes(StandardCharsets.ISO_8859_1));
                        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                            out.write('z');
                            out.flush();
                        }
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // the other side has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(InputStream in) throws IOException {
        var line = line(in);
        var headers = new ArrayList<String>();
        int length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        return new Received(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("end of stream");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
            // The port takes connections until nobody waits for them any more.
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUp();
    }
}
