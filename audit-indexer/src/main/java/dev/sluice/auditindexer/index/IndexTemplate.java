package dev.sluice.auditindexer.index;

import dev.sluice.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The template of which each month's index is made: installed where it is missing, upgraded where it is older. */
final class IndexTemplate {
    private static final Logger log = LoggerFactory.getLogger(IndexTemplate.class);
    private static final String STANDARD_NAME = "sluice-audit";
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OpenSearch openSearch;
    private final IndexSettings settings;

    IndexTemplate(OpenSearch openSearch, IndexSettings settings) {
        this.openSearch = openSearch;
        this.settings = settings;
    }

    /**
     * Returns once OpenSearch answers and has the template. Waits for a cluster that is away.
     *
     * @throws IndexUnusable when it does not let this program in
     */
    void prepare() throws InterruptedException {
        while (true) {
            try {
                if (settings.install() ? install() : answers()) {
                    return;
                }
            } catch (IOException e) {
                say(String.valueOf(e.getMessage()));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    /** The template as these settings make it. */
    ObjectNode content() {
        try (var in = IndexTemplate.class.getResourceAsStream("/opensearch/index-template.json")) {
            if (in == null) {
                throw new IllegalStateException("this program was packed without its index template");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(STANDARD_NAME, settings.name());
            var template = (ObjectNode) Json.mapper().readTree(text);
            template.withObject("template")
                    .withObject("settings")
                    .put("index.number_of_shards", settings.shards())
                    .put("index.number_of_replicas", settings.replicas());
            return template;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() throws IOException {
        return good(openSearch.get("/"), "be asked");
    }

    private boolean install() throws IOException {
        var path = "/_index_template/" + settings.name();
        var found = openSearch.get(path);
        if (found.status() != NOT_FOUND && !good(found, "read index templates")) {
            return false;
        }
        var ours = content();
        int version = found.json()
                .path("index_templates")
                .path(0)
                .path("index_template")
                .path("version")
                .asInt(0);
        if (found.status() != NOT_FOUND && version >= ours.path("version").asInt()) {
            return true;
        }
        if (!good(openSearch.put(path, ours), "install the index template")) {
            return false;
        }
        log.atInfo()
                .addKeyValue("template", settings.name())
                .addKeyValue("version", ours.path("version").asInt())
                .log("index template installed");
        return upgradeMonths(ours);
    }

    /** Indices that exist get the fields that are new, so that late events fit in. */
    private boolean upgradeMonths(ObjectNode template) throws IOException {
        var months = openSearch.get("/_alias/" + settings.name());
        if (months.status() == NOT_FOUND) {
            return true;
        }
        return good(months, "see its alias")
                && good(
                        openSearch.put(
                                "/" + settings.name() + "/_mapping",
                                template.path("template").path("mappings")),
                        "add fields to the indices");
    }

    private boolean good(OpenSearch.Answer answer, String what) {
        if (answer.isGood()) {
            return true;
        }
        if (answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN || answer.status() == 400) {
            throw new IndexUnusable("OpenSearch does not let this program " + what + " (" + answer.problem()
                    + "); check its credentials and role, or set index.install=false and install"
                    + " deploy/opensearch/index-template.json yourself");
        }
        say(answer.problem());
        return false;
    }

    private void say(String reason) {
        log.atWarn()
                .addKeyValue("urls", settings.urls())
                .addKeyValue("error", reason)
                .log("OpenSearch cannot be reached; trying again. Check index.urls and that the cluster is up");
    }
}
