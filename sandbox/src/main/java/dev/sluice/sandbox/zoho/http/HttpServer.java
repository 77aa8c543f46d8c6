package dev.sluice.sandbox.zoho.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small HTTP/1.1 server: a virtual thread a connection, one read and one write a request. It is not the JDK's because a double must be able to reset a connection, and because its own cost is in every measurement.
 */
public final class HttpServer implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final ServerSocket listener;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HttpServer(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    /** Listens on that port of the loopback; 0 lets the system choose one. */
    public static HttpServer start(int port, Handler handler) {
        return start(InetAddress.getLoopbackAddress(), port, handler);
    }

    /** Listens on that port of one of this machine's addresses. */
    public static HttpServer start(InetAddress address, int port, Handler handler) {
        try {
            ServerSocket listener = new ServerSocket(port, BACKLOG, address);
            HttpServer server = new HttpServer(listener, handler);
            Thread.ofVirtual().name("zoho-double-accept").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the Zoho double cannot listen on port " + port, e);
        }
    }

    public URI url() {
        return URI.create("http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().name("zoho-double-connection").start(() -> serve(socket));
            } catch (IOException e) {
                // Closed while accepting, or the client left before it was accepted: either way, look again.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Connection(socket, handler).serve();
        } catch (IOException e) {
            // The client went away, which is its right.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the Zoho double could not be closed", e);
        }
    }
}
