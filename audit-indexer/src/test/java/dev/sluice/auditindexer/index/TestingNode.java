package dev.sluice.auditindexer.index;

import dev.sluice.indexnode.IndexNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The one real OpenSearch node of this module's tests: started by the first that asks, gone with the JVM. */
public final class TestingNode {
    private static final TestingNode NODE = start();

    private final URI url;

    private TestingNode(URI url) {
        this.url = url;
    }

    public static URI url() {
        return NODE.url;
    }

    private static TestingNode start() {
        try {
            var folder = Files.createTempDirectory("sluice-index-node-");
            int port = freePort();
            var process = new ProcessBuilder(IndexNode.command(
                            folder,
                            port,
                            freePort(),
                            IndexNode.Tuning.SOON_UP,
                            List.of("action.auto_create_index=false")))
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(process, folder)));
            var said = new StringBuilder();
            var lines = process.inputReader(StandardCharsets.UTF_8);
            String line;
            while ((line = lines.readLine()) != null) {
                said.append(line).append('\n');
                if (line.strip().equals(IndexNode.READY)) {
                    Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                    return new TestingNode(IndexNode.url(port));
                }
            }
            throw new IllegalStateException("the node did not start:\n" + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Process process, Path folder) {
        process.destroyForcibly();
        process.onExit().join();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println(folder + " is left behind: " + e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
