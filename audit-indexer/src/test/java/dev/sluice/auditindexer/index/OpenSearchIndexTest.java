package dev.sluice.auditindexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.document.StoredDocument;
import dev.sluice.auditindexer.document.TestEvents;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSearchIndexTest extends AuditIndexContract {
    private static final String NAME = "contract-audit";

    private final IndexSettings settings = settings(Map.of());

    @SuppressWarnings("NullAway.Init") // set before the first test
    private OpenSearch openSearch;

    @BeforeAll
    void open() throws InterruptedException {
        openSearch = new OpenSearch(Transports.open(settings));
        new IndexTemplate(openSearch, settings).prepare();
    }

    @AfterAll
    void close() throws Exception {
        openSearch.close();
    }

    @Override
    AuditIndex index() {
        return new OpenSearchIndex(openSearch, NAME);
    }

    @Override
    List<String> stored(int number) {
        var found = new ArrayList<String>();
        new OpenSearchDocuments(openSearch, NAME).scan(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), read -> {
            if (read.id().equals(TestEvents.id(number).toString())) {
                found.add(new String(read.source(), StandardCharsets.UTF_8));
            }
        });
        return found;
    }

    @Test
    void aDocumentCanBeNeitherOverwrittenNorDeleted() throws Exception {
        index().create(List.of(TestEvents.document(1, TestEvents.NOVEMBER)));
        var path = "/" + NAME + "-2026.11/_doc/" + TestEvents.id(1);

        var overwritten = openSearch.put(path, Json.mapper().createObjectNode().put("@timestamp", 1));
        var deleted = openSearch.delete(path, Json.mapper().createObjectNode());

        assertThat(overwritten.status()).isEqualTo(400);
        assertThat(deleted.status()).isEqualTo(400);
    }

    @Test
    void anIndexThatIsGoneStopsTheIndexerInsteadOfFillingTheDeadLetters() throws Exception {
        var index = index();
        index.create(List.of(TestEvents.document(2, Instant.parse("2019-05-01T00:00:00Z"))));
        openSearch.delete("/" + NAME + "-2019.05", Json.mapper().createObjectNode());

        var reply = index.create(List.of(TestEvents.document(3, Instant.parse("2019-05-01T00:00:00Z"))));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        BulkReply.Unusable.class,
                        unusable -> assertThat(unusable.reason()).contains("gone"));
    }

    @Test
    void aNodeThatIsAwayIsUnavailable() throws Exception {
        var away = settings(Map.of("index.urls", "http://127.0.0.1:1"));
        try (var none = new OpenSearch(Transports.open(away))) {
            assertThat(new OpenSearchIndex(none, NAME).create(List.of(TestEvents.document(4, TestEvents.NOVEMBER))))
                    .isInstanceOf(BulkReply.Unavailable.class);
        }
    }

    @Test
    void anOlderTemplateIsUpgradedAndSoAreTheMonthsThatExist() throws Exception {
        var name = "upgraded-audit";
        var upgraded = settings(Map.of("index.name", name));
        var template = new IndexTemplate(openSearch, upgraded);
        var older = template.content();
        older.put("version", 0);
        ((ObjectNode) older.path("template").path("mappings").path("properties")).remove("trace");
        openSearch.put("/_index_template/" + name, older);
        new OpenSearchIndex(openSearch, name).create(List.of(TestEvents.document(5, TestEvents.NOVEMBER)));

        template.prepare();

        var mapping = openSearch.get("/" + name + "-2026.11/_mapping").json();
        assertThat(mapping.path(name + "-2026.11")
                        .path("mappings")
                        .path("properties")
                        .has("trace"))
                .isTrue();
    }

    @Test
    void manyPagesAreReadBackByteForByte() throws Exception {
        var name = "paged-audit";
        var paged = settings(Map.of("index.name", name));
        new IndexTemplate(openSearch, paged).prepare();
        var sent = new TreeMap<String, String>();
        var documents = new ArrayList<dev.sluice.auditindexer.document.AuditDocument>();
        for (int number = 0; number < 12_000; number++) {
            var document = TestEvents.document(number, TestEvents.NOVEMBER.plusMillis(number));
            documents.add(document);
            sent.put(document.id().toString(), new String(document.json(), StandardCharsets.UTF_8));
        }
        new BulkIndexer(new OpenSearchIndex(openSearch, name), 4000).index(documents);

        var read = new TreeMap<String, String>();
        new OpenSearchDocuments(openSearch, name)
                .scan(
                        Instant.EPOCH,
                        Instant.parse("2100-01-01T00:00:00Z"),
                        (StoredDocument document) ->
                                read.put(document.id(), new String(document.source(), StandardCharsets.UTF_8)));

        assertThat(read).isEqualTo(sent);
    }

    private static IndexSettings settings(Map<String, String> more) {
        var values = new TreeMap<String, String>(
                Map.of("index.urls", TestingNode.url().toString(), "index.name", NAME, "index.replicas", "0"));
        values.putAll(more);
        return IndexSettings.read(new SettingsReader(SettingsSource.of(values)));
    }
}
