package dev.sluice.auditindexer.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditDocumentsTest {
    @Test
    void saysWhoDidWhatAndWhichRecordsWereDisclosed() {
        var record = TestEvents.record(
                7, TestEvents.NOVEMBER, TestEvents.completed(7, "Contacts/2", "Contacts/1", "Accounts/3"));

        var document = AuditDocuments.of(record, new Coordinates(3, 99));

        assertThat(new String(document.json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"@timestamp\":\"2026-11-24T17:00:00.123456Z\","
                        + "\"audit\":{\"offset\":99,\"partition\":3},"
                        + "\"event\":{\"action\":\"call.completed\",\"category\":\"api\",\"duration\":42000000,"
                        + "\"id\":\"019ab000-0000-7000-8000-000000000007\",\"kind\":\"event\","
                        + "\"outcome\":\"success\",\"sequence\":7},"
                        + "\"service\":{\"name\":\"worker\",\"node\":{\"name\":\"worker-1f00c3\"}},"
                        + "\"tool\":{\"call_id\":\"call-00000007\",\"joined\":false,\"name\":\"search_contacts\","
                        + "\"withheld\":[\"contact.email\",\"contact.phone\"],\"withheld_values\":3},"
                        + "\"user\":{\"name\":\"executive-assistant\",\"roles\":[\"executive\"]},"
                        + "\"zoho\":{\"connection\":\"main\",\"modules\":[\"Accounts\",\"Contacts\"],"
                        + "\"record_count\":3,\"records\":[\"Contacts/2\",\"Contacts/1\",\"Accounts/3\"],"
                        + "\"requests\":1}}");
    }

    @Test
    void saysWhatWasSentToZohoAndWhatItCost() {
        var sent = TestEvents.ofEachKind(1).stream()
                .filter(AuditEvent.CallInDoubt.class::isInstance)
                .findFirst()
                .orElseThrow();

        var document = AuditDocuments.of(TestEvents.record(1, TestEvents.NOVEMBER, sent), new Coordinates(0, 0));

        assertThat(new String(document.json(), StandardCharsets.UTF_8))
                .contains("\"quota\":{\"waited\":3000000}")
                .contains("\"cost\":4,\"requests\":2,\"sent\":["
                        + "{\"api\":\"crm\",\"cost\":2,\"duration\":4000000,\"operation\":\"POST /crm/v8/coql\","
                        + "\"status\":\"429\"},"
                        + "{\"api\":\"crm\",\"cost\":2,\"duration\":35000000,\"operation\":\"POST /crm/v8/coql\","
                        + "\"status\":\"200\"}]");
    }

    @Test
    void belongsToTheMonthOfTheEventInUtc() {
        var event = TestEvents.completed(1, "Contacts/1");
        var lastMoment = TestEvents.record(1, Instant.parse("2026-11-30T23:59:59.999Z"), event);

        assertThat(AuditDocuments.of(lastMoment, new Coordinates(0, 0)).month()).isEqualTo("2026.11");
    }

    @Test
    void everyFieldOfEveryKindIsInTheIndexTemplate() throws Exception {
        JsonNode properties;
        try (var template = getClass().getResourceAsStream("/opensearch/index-template.json")) {
            properties = Json.mapper().readTree(template).path("template").path("mappings");
        }

        for (var event : TestEvents.ofEachKind(1)) {
            var document = AuditDocuments.of(TestEvents.record(1, TestEvents.NOVEMBER, event), new Coordinates(0, 0));

            assertThat(unmapped(Json.mapper().readTree(document.json()), properties, ""))
                    .describedAs(event.toString())
                    .isEmpty();
        }
    }

    @Test
    void isTheSameOnceReadBackAndWrittenAgain() {
        for (var event : TestEvents.ofEachKind(1)) {
            var json = AuditDocuments.of(TestEvents.record(1, TestEvents.NOVEMBER, event), new Coordinates(0, 0))
                    .json();

            assertThat(CanonicalJson.of(json)).isEqualTo(json);
        }
    }

    @Test
    void anIdThatIsNoUuidMakesNoDocument() {
        var record = new AuditRecord("17", TestEvents.NOVEMBER, "worker-1", 0, TestEvents.completed(1, "Contacts/1"));

        assertThatThrownBy(() -> AuditDocuments.of(record, new Coordinates(0, 0)))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void aTimeThatNoIndexWouldTakeMakesNoDocument() {
        var record = TestEvents.record(1, Instant.MAX, TestEvents.completed(1, "Contacts/1"));

        assertThatThrownBy(() -> AuditDocuments.of(record, new Coordinates(0, 0)))
                .isInstanceOf(MalformedJson.class);
    }

    private static Set<String> unmapped(JsonNode document, JsonNode mapping, String path) {
        var unmapped = new TreeSet<String>();
        document.properties().forEach(field -> {
            var mapped = mapping.path("properties").path(field.getKey());
            var name = path + field.getKey();
            if (mapped.isMissingNode()) {
                unmapped.add(name);
            } else if (mapped.has("properties")) {
                var values = field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
                values.forEach(value -> unmapped.addAll(unmapped(value, mapped, name + ".")));
            }
        });
        return unmapped;
    }
}
