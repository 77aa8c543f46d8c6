package dev.sluice.auditindexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.auditindexer.document.AuditDocuments;
import dev.sluice.auditindexer.document.Coordinates;
import dev.sluice.auditindexer.document.TestEvents;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The saved objects for OpenSearch Dashboards, without Dashboards: whether they hang together, and whether what each
 * asks for is answered by a node with events of every kind in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavedObjectsTest {
    private static final Path FILE = Path.of("../deploy/opensearch-dashboards/sluice-audit.ndjson");
    private static final String NAME = "sluice-audit";
    private static final int COLUMNS = 48;
    private static final Pattern IN_FLAT_OBJECT = Pattern.compile("tool\\.(hashed_)?arguments\\..*");

    private final Map<String, JsonNode> objects = new TreeMap<>();
    private final Map<String, JsonNode> fields = new TreeMap<>();

    @SuppressWarnings("NullAway.Init") // set before the first test
    private OpenSearch openSearch;

    @BeforeAll
    void fillAnIndex() throws Exception {
        for (var line : Files.readAllLines(FILE)) {
            var object = Json.mapper().readTree(line);
            objects.put(object.path("type").asString() + "/" + object.path("id").asString(), object);
        }
        embedded(object("index-pattern/sluice-audit-pattern"), "fields")
                .forEach(field -> fields.put(field.path("name").asString(), field));

        var settings = IndexSettings.read(new SettingsReader(
                SettingsSource.of(Map.of("index.urls", TestingNode.url().toString(), "index.replicas", "0"))));
        openSearch = new OpenSearch(Transports.open(settings));
        new IndexTemplate(openSearch, settings).prepare();
        new BulkIndexer(new OpenSearchIndex(openSearch, NAME), 1000).index(everyKind());
        openSearch.post("/" + NAME + "/_refresh", Map.of(), Json.mapper().createObjectNode());
    }

    @AfterAll
    void close() throws IOException {
        openSearch.close();
    }

    @Test
    void everyReferenceResolves() {
        assertThat(objects.values())
                .allSatisfy(object -> object.path("references")
                        .forEach(reference -> assertThat(objects)
                                .containsKey(reference.path("type").asString() + "/"
                                        + reference.path("id").asString())));
    }

    @Test
    void panelsLieWithinTheDashboardAndEachHasItsReference() {
        var dashboard = object("dashboard/sluice-audit-dashboard");
        var names = new ArrayList<String>();
        dashboard
                .path("references")
                .forEach(reference -> names.add(reference.path("name").asString()));

        assertThat(embedded(dashboard, "panelsJSON")).isNotEmpty().allSatisfy(panel -> {
            var grid = panel.path("gridData");
            assertThat(grid.path("x").asInt() + grid.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
            assertThat(names).contains(panel.path("panelRefName").asString());
        });
    }

    @Test
    void theIndexPatternKnowsEveryFieldThatTheIndexHas() throws IOException {
        var caps = openSearch.get("/" + NAME + "/_field_caps?fields=*").json().path("fields");
        var indexed = new ArrayList<String>();
        caps.properties().forEach(field -> {
            boolean leaf = field.getValue().path("object").isMissingNode();
            if (leaf
                    && !field.getKey().startsWith("_")
                    && !IN_FLAT_OBJECT.matcher(field.getKey()).matches()) {
                indexed.add(field.getKey());
            }
        });

        assertThat(fields.keySet()).containsAll(indexed);
        assertThat(fields.values())
                .filteredOn(field -> !field.path("scripted").asBoolean())
                .allSatisfy(field -> assertThat(caps.has(field.path("name").asString()))
                        .describedAs(field.path("name").asString())
                        .isTrue());
    }

    @Test
    void everyVisualizationGetsBucketsFromALiveNode() throws IOException {
        var visualizations = ofType("visualization").toList();
        assertThat(visualizations).hasSizeGreaterThanOrEqualTo(8);
        for (var visualization : visualizations) {
            var title = visualization.path("attributes").path("title").asString();
            var body = Json.mapper().createObjectNode().put("size", 0);
            body.set("query", query(visualization));
            aggregate(body, embedded(visualization, "visState").path("aggs"));

            var answer = openSearch.post("/" + NAME + "/_search", Map.of(), body);

            assertThat(answer.isGood())
                    .describedAs("%s: %s", title, answer.problem())
                    .isTrue();
            var found = answer.json();
            assertThat(found.path("hits").path("total").path("value").asInt())
                    .describedAs(title)
                    .isPositive();
            if (body.has("aggs") && body.path("aggs").has("buckets")) {
                assertThat(found.path("aggregations").path("buckets").path("buckets"))
                        .describedAs(title)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everySavedSearchFindsSomethingAndShowsFieldsThatExist() throws IOException {
        for (var search : ofType("search").toList()) {
            var title = search.path("attributes").path("title").asString();
            var body = Json.mapper().createObjectNode().put("size", 1);
            body.set("query", query(search));

            var answer =
                    openSearch.post("/" + NAME + "/_search", Map.of(), body).json();

            assertThat(answer.path("hits").path("hits")).describedAs(title).isNotEmpty();
            search.path("attributes")
                    .path("columns")
                    .forEach(column -> assertThat(fields).containsKey(column.asString()));
        }
    }

    private static List<AuditDocument> everyKind() {
        var documents = new ArrayList<AuditDocument>();
        var events = TestEvents.ofEachKind(1);
        for (int number = 0; number < events.size(); number++) {
            documents.add(AuditDocuments.of(
                    TestEvents.record(number, TestEvents.NOVEMBER, events.get(number)), new Coordinates(0, number)));
        }
        return documents;
    }

    private Stream<JsonNode> ofType(String type) {
        return objects.values().stream()
                .filter(object -> type.equals(object.path("type").asString()));
    }

    /** JSON that is text within JSON, as Dashboards keeps it. */
    private static JsonNode embedded(JsonNode object, String attribute) {
        return Json.mapper().readTree(object.path("attributes").path(attribute).asString());
    }

    /** The conditions used here are the same in both query languages, but for the case of their words. */
    private static ObjectNode query(JsonNode object) {
        var source = Json.mapper()
                .readTree(object.path("attributes")
                        .path("kibanaSavedObjectMeta")
                        .path("searchSourceJSON")
                        .asString());
        var words = source.path("query").path("query").asString();
        var query = Json.mapper().createObjectNode();
        if (words.isEmpty()) {
            query.putObject("match_all");
        } else {
            query.putObject("query_string")
                    .put("query", words.replace(" and ", " AND ").replace(" or ", " OR "));
        }
        return query;
    }

    /** Buckets within buckets, as Dashboards asks for them; the metrics lie in the innermost. */
    private void aggregate(ObjectNode body, JsonNode aggregations) {
        var into = body;
        var metrics = new ArrayList<JsonNode>();
        for (var aggregation : aggregations) {
            if (aggregation.path("schema").asString().equals("metric")) {
                metrics.add(aggregation);
                continue;
            }
            into = into.putObject("aggs").putObject("buckets");
            var parameters = into.putObject(aggregation.path("type").asString());
            over(parameters, aggregation);
            switch (aggregation.path("type").asString()) {
                case "terms" ->
                    parameters.put(
                            "size", aggregation.path("params").path("size").asInt());
                case "date_histogram" -> parameters.put("fixed_interval", "1h");
                case "histogram" ->
                    parameters.put(
                            "interval",
                            aggregation.path("params").path("interval").asInt());
                default -> throw new IllegalArgumentException(aggregation.toString());
            }
        }
        for (var metric : metrics) {
            if (!metric.path("type").asString().equals("count")) {
                over(
                        into.withObject("aggs")
                                .putObject("metric-" + metric.path("id").asString())
                                .putObject(metric.path("type").asString()),
                        metric);
            }
        }
    }

    private JsonNode object(String name) {
        return Objects.requireNonNull(objects.get(name), name);
    }

    private void over(ObjectNode parameters, JsonNode aggregation) {
        var name = aggregation.path("params").path("field").asString();
        var field = fields.get(name);
        if (field == null) {
            throw new AssertionError("the index pattern has no field " + name);
        }
        assertThat(field.path("aggregatable").asBoolean()).describedAs(name).isTrue();
        if (field.path("scripted").asBoolean()) {
            parameters
                    .putObject("script")
                    .put("lang", "painless")
                    .put("source", field.path("script").asString());
        } else {
            parameters.put("field", name);
        }
    }
}
