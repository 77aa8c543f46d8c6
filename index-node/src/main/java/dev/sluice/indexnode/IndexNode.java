package dev.sluice.indexnode;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How a node is started: the command for a JVM of its own. Needs no class of OpenSearch itself. */
public final class IndexNode {
    /** What an idle node and a little work need beside its heap, in bytes. */
    public static final long MEMORY = 1500L << 20;

    /** The line the node ends its start with. */
    public static final String READY = "index-node ready";

    /** What a node is to be good at: its JVM has one compiler less, or both. */
    public enum Tuning {
        /** Up within seconds. */
        SOON_UP,
        /** Fast, once it has been under load for a while. */
        FAST
    }

    private static final String MAIN = "dev.sluice.indexnode.IndexNodeMain";

    private IndexNode() {}

    /**
     * The command that runs a node on the loopback interface, with all its data in one folder. The node ends when its
     * standard input does.
     *
     * @param tuning what the node is to be good at
     * @param settings of OpenSearch, each {@code key=value}
     * @throws IOException when the node's libraries are not where the build puts them
     */
    public static List<String> command(Path folder, int port, int transportPort, Tuning tuning, List<String> settings)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlog4j2.disable.jmx=true"));
        if (tuning == Tuning.SOON_UP) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-cp", classPath(), MAIN));
        command.addAll(List.of(folder.toString(), String.valueOf(port), String.valueOf(transportPort)));
        command.addAll(settings);
        return command;
    }

    /** Where a node with this port answers. */
    public static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static String classPath() throws IOException {
        var own = own();
        // As built: index-node/target/{index-node.jar or classes, lib}. As packed with the sandbox: index-node/lib.
        var folder = Objects.requireNonNull(own.getParent());
        for (var candidate : List.of(folder.resolve("lib"), folder.resolveSibling("index-node"))) {
            if (hasOpenSearch(candidate)) {
                return own + File.pathSeparator + candidate.resolve("*");
            }
        }
        throw new IOException("the libraries of OpenSearch are not in " + folder.resolve("lib") + " nor in "
                + folder.resolveSibling("index-node") + "; build them with ./mvnw -pl index-node package");
    }

    private static boolean hasOpenSearch(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var jars = Files.newDirectoryStream(folder, "opensearch-core-*.jar")) {
            return jars.iterator().hasNext();
        }
    }

    private static Path own() throws IOException {
        CodeSource source = IndexNode.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the location of the index node cannot be told", e);
        }
    }
}
