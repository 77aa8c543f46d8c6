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
 * Looks, beside the start, whether every organisation has the columns that declared tools name, and logs what it does
 * not have: a worker must start while Zoho is away, and a column renamed in Zoho must not keep workers from starting.
 * The tool itself refuses its calls until it is corrected.
 */
final class DeclaredToolsCheck {
    private static final Logger log = LoggerFactory.getLogger(DeclaredToolsCheck.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private DeclaredToolsCheck() {}

    static void begin(DeclaredTools declared, ZohoSettings settings, ZohoConnections zoho) {
        if (declared.all().isEmpty()) {
            return;
        }
        var _ = Thread.ofVirtual().name("declared-tools").start(() -> {
            for (var connection : settings.connections()) {
                declared.all().forEach(tool -> check(tool, connection, zoho));
            }
        });
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
                        .addKeyValue("place", tool.place())
                        .log("a declared tool asks for " + unknown + "; it refuses calls until it is corrected");
            }
        } catch (CallFailed e) {
            log.atWarn()
                    .addKeyValue("tool", tool.name())
                    .addKeyValue("connection", connection.name())
                    .addKeyValue("error", e.failure().message())
                    .log("the columns of a declared tool cannot be looked up now; they are at its first call");
        }
    }
}
