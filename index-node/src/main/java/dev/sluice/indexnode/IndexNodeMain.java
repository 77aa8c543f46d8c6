package dev.sluice.indexnode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * Runs a node: a data folder, an HTTP port and a transport port, then settings as {@code key=value}. Ends when its
 * parent's pipe closes.
 */
public final class IndexNodeMain {
    private static final List<Class<? extends Plugin>> MODULES = List.of(
            Netty4ModulePlugin.class,
            PainlessModulePlugin.class,
            MapperExtrasModulePlugin.class,
            CommonAnalysisModulePlugin.class,
            ReindexModulePlugin.class);

    private IndexNodeMain() {}

    public static void main(String... arguments) throws Exception {
        System.setProperty("log4j2.configurationFile", "classpath:dev/sluice/indexnode/log4j2.xml");
        var settings = Settings.builder()
                .put("path.home", arguments[0])
                .put("path.data", Path.of(arguments[0], "data").toString())
                .put("path.logs", Path.of(arguments[0], "logs").toString())
                .put("cluster.name", "sluice")
                .put("node.name", "index")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.type", "netty4")
                .put("http.port", arguments[1])
                .put("transport.type", "netty4")
                .put("transport.port", arguments[2])
                // A shared machine's disk may be fuller than a server's should be; nothing here is moved elsewhere.
                .put("cluster.routing.allocation.disk.threshold_enabled", false);
        for (int i = 3; i < arguments.length; i++) {
            var assignment = arguments[i].split("=", 2);
            settings.put(assignment[0], assignment[1]);
        }
        var node = new ModularNode(
                InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), null, () -> "index"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        System.err.println("index-node ready");
        // The parent never writes: this returns when it is gone, however it went.
        var _ = System.in.readAllBytes();
        System.exit(0);
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (java.io.IOException e) {
            System.err.println("the node did not stop cleanly: " + e);
        }
    }

    /** A node whose modules are on its class path. */
    private static final class ModularNode extends Node {
        ModularNode(Environment environment) {
            super(environment, MODULES.stream().map(ModularNode::info).toList(), true);
        }

        private static PluginInfo info(Class<? extends Plugin> module) {
            return new PluginInfo(
                    module.getName(),
                    "a module of OpenSearch",
                    Version.CURRENT.toString(),
                    Version.CURRENT,
                    "25",
                    module.getName(),
                    List.of(),
                    false);
        }
    }
}
