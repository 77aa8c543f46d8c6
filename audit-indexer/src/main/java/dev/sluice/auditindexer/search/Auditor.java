package dev.sluice.auditindexer.search;

import dev.sluice.auditindexer.index.AuditSearch;
import dev.sluice.common.audit.Pseudonyms;
import dev.sluice.common.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers questions from the index. */
public final class Auditor {
    /** OpenSearch takes no more values for one field by default than 65,536; people read far fewer. */
    private static final int MOST_RECORDS = 1000;

    private static final List<String> FAILURES = List.of("call.failed", "call.expired", "call.in_doubt");

    private static final int WORK_BEGINS = 8;
    private static final int WORK_ENDS = 18;
    private static final int SATURDAY = 6;

    private final AuditSearch index;
    private final Optional<Pseudonyms> pseudonyms;
    private final InstantSource clock;
    private final ZoneId zone;

    /**
     * Answers from this index.
     *
     * @param pseudonyms by which values that are withheld are found, where the keys are known
     * @param zone whose working hours count
     */
    public Auditor(AuditSearch index, Optional<Pseudonyms> pseudonyms, InstantSource clock, ZoneId zone) {
        this.index = index;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * The audit documents that answer a question, the newest first.
     *
     * @throws IllegalArgumentException when the question is not understood
     */
    public List<JsonNode> ask(String words, int most) {
        var asked = AskedQuestion.parse(words, clock.instant(), zone);
        return switch (asked.question()) {
            case Question.WhoSaw who -> whoSaw(who.what(), asked, most);
            case Question.AskedFor value -> index.find(all(asked, askedFor(value.value())), most);
            case Question.FailedAuthentication _ ->
                index.find(all(asked, term("event.action", "authentication.failed")), most);
            case Question.Denials _ -> index.find(all(asked, term("event.action", "call.denied")), most);
            case Question.Failures _ -> index.find(all(asked, terms("event.action", FAILURES)), most);
            case Question.AfterHours _ -> afterHours(asked, most);
            case Question.ByAgent by -> index.find(all(asked, term("user.name", by.agent())), most);
            case Question.WithTool with -> index.find(all(asked, term("tool.name", with.tool())), most);
            case Question.OfCall of -> index.find(all(asked, term("tool.call_id", of.callId())), most);
        };
    }

    /**
     * Who was given a record: one that is named, or one that an answer to a question for this very value disclosed. So
     * whoever had the deals of Acme's contacts saw Acme, although he never asked for it by name.
     */
    private List<JsonNode> whoSaw(String what, AskedQuestion asked, int most) {
        Set<String> records = new LinkedHashSet<>();
        if (what.contains("/")) {
            records.add(what);
        }
        var calls = new LinkedHashSet<String>();
        index.find(all(asked, askedFor(what)), MOST_RECORDS)
                .forEach(received ->
                        calls.add(received.path("tool").path("call_id").asString("")));
        if (!calls.isEmpty()) {
            for (var completed : index.find(all(asked, terms("tool.call_id", calls)), MOST_RECORDS)) {
                completed.path("zoho").path("records").forEach(record -> {
                    if (records.size() < MOST_RECORDS) {
                        records.add(record.asString());
                    }
                });
            }
        }
        return records.isEmpty() ? List.of() : index.find(all(asked, terms("zoho.records", records)), most);
    }

    private List<JsonNode> afterHours(AskedQuestion asked, int most) {
        // Which hours those are is a matter of the office's time zone, and no question for an index.
        return index.find(all(asked, term("event.action", "call.completed")), 10_000).stream()
                .filter(this::isAfterHours)
                .limit(most)
                .toList();
    }

    private boolean isAfterHours(JsonNode document) {
        var at = Instant.parse(document.path("@timestamp").asString()).atZone(zone);
        return at.getHour() < WORK_BEGINS
                || at.getHour() >= WORK_ENDS
                || at.getDayOfWeek().getValue() >= SATURDAY;
    }

    /** In clear, or by a pseudonym under any of the keys. */
    private ObjectNode askedFor(String value) {
        var query = Json.mapper().createObjectNode();
        var either = query.putObject("bool").put("minimum_should_match", 1).putArray("should");
        either.add(term("tool.arguments", value));
        pseudonyms.ifPresent(keys -> either.add(terms("tool.hashed_arguments", keys.everyOf(value))));
        return query;
    }

    private static ObjectNode all(AskedQuestion asked, ObjectNode condition) {
        var query = Json.mapper().createObjectNode();
        var filter = query.putObject("bool").putArray("filter");
        filter.addObject()
                .putObject("range")
                .putObject("@timestamp")
                .put("gte", asked.from().toString())
                .put("lte", asked.to().toString());
        filter.add(condition);
        return query;
    }

    private static ObjectNode term(String field, String value) {
        var query = Json.mapper().createObjectNode();
        query.putObject("term").put(field, value);
        return query;
    }

    private static ObjectNode terms(String field, Collection<String> values) {
        var query = Json.mapper().createObjectNode();
        var array = query.putObject("terms").putArray(field);
        values.forEach(array::add);
        return query;
    }
}
