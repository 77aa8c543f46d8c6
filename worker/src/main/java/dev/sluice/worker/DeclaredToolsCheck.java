package dev.sluice.worker;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.declared.DeclaredTool;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.worker.tool.DeclaredColumns;
import dev.sluice.worker.zoho.ConnectionSettings;
import dev.sluice.worker.zoho.ZohoConnections;
import dev.sluice.worker.zoho.ZohoSettings;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, beside the start, whether every organisation has the module and the columns that declared tools name, and logs
 * what it does not have: a worker must start while Zoho is away, and a column renamed in Zoho must not keep workers from
 * starting. The tool itself refuses its calls until it is corrected. Closing it ends the look, finished or not.
 */
final class DeclaredToolsCheck implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeclaredToolsCheck.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Thread looking;

    private DeclaredToolsCheck(Thread looking) {
        this.looking = looking;
    }

    static DeclaredToolsCheck begin(DeclaredTools declared, ZohoSettings settings, ZohoConnections zoho) {
        return new DeclaredToolsCheck(Thread.ofVirtual().name("declared-tools").start(() -> {
            for (var connection : settings.connections()) {
                for (var tool : declared.all()) {
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                    check(tool, connection, zoho);
                }
            }
        }));
    }

    private static void check(DeclaredTool tool, ConnectionSettings connection, ZohoConnections zoho) {
        try {
            var metadata = zoho.session(connection.name(), Instant.now().plus(PATIENCE))
                    .crm()
                    .metadata();
            for (var unknown : DeclaredColumns.unknown(tool.query(), metadata)) {
                log.atError()
                        .addKeyValue("tool", tool.name())
                        .addKeyValue("connection", connection.name())
                        .addKeyValue("place", tool.queryPlace())
                        .log("a declared tool asks for " + unknown + "; it refuses calls until it is corrected");
            }
        } catch (CallFailed e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            log.atWarn()
                    .addKeyValue("tool", tool.name())
                    .addKeyValue("connection", connection.name())
                    .addKeyValue("error", e.failure().message())
                    .log("what a declared tool asks for cannot be looked up now; it is at its first call");
        }
    }

    @Override
    public void close() {
        looking.interrupt();
        try {
            if (!looking.join(ENDING)) {
                log.atWarn().log("the look at the declared tools does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
