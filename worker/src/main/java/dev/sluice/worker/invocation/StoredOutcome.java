package dev.sluice.worker.invocation;

import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.worker.tool.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An outcome in the form in which the write ledger keeps it; one of answer and failure is there. */
record StoredOutcome(
        @Nullable ObjectNode structured,
        @Nullable List<RecordRef> records,
        @Nullable Failure failure) {

    static JsonNode write(Outcome outcome) {
        var stored = switch (outcome) {
            case Outcome.Answered answered ->
                new StoredOutcome(
                        answered.answer().structured(), answered.answer().records(), null);
            case Outcome.Failed failed -> new StoredOutcome(null, null, failed.failure());
        };
        return Json.mapper().valueToTree(stored);
    }

    static Outcome read(JsonNode stored) {
        StoredOutcome outcome;
        try {
            outcome = Json.mapper().treeToValue(stored, StoredOutcome.class);
        } catch (JacksonException e) {
            throw MalformedJson.of("outcome of a write", e);
        }
        if (outcome.failure != null) {
            return new Outcome.Failed(outcome.failure);
        }
        if (outcome.structured == null) {
            throw new MalformedJson("the outcome of a write has neither an answer nor a failure");
        }
        return new Outcome.Answered(
                new Answer(outcome.structured, outcome.records == null ? List.of() : outcome.records),
                ZohoUse.NONE,
                false);
    }
}
