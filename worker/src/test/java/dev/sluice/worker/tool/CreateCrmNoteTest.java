package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import org.junit.jupiter.api.Test;

final class CreateCrmNoteTest {
    private static final String ARGUMENTS =
            "{\"module\":\"Deals\",\"record_id\":\"1\",\"note\":\"Wants a quote\",\"title\":\"Call\"}";
    private static final String ADDED = """
            {"data":[{"code":"SUCCESS","details":{"id":"3001","Created_Time":"2026-11-24T01:30:05+11:00"},\
            "message":"record added","status":"success"}]}""";

    private final Scenario scenario = new Scenario("create_crm_note");

    @Test
    void aNoteIsAddedOnce() {
        scenario.zoho.answering("POST /crm/v8/Deals/1/Notes", 201, ADDED);

        var answer = scenario.ask(ARGUMENTS);

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"note_id":"3001","module":"Deals","record_id":"1","created_at":"2026-11-24T01:30:05+11:00",
                         "as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(answer.records()).containsExactly(new RecordRef("Notes", "3001"));
        assertThat(scenario.tool.text(answer.structured()))
                .isEqualTo("The note was added. on Deals 1; note id 3001; at 2026-11-24T01:30:05+11:00");
        assertThat(scenario.requests()).isEqualTo(1);
    }

    @Test
    void aRecordThatDoesNotExistIsNotFound() {
        scenario.zoho.answering(
                "POST /crm/v8/Deals/1/Notes",
                400,
                "{\"data\":[{\"code\":\"INVALID_DATA\",\"details\":{},"
                        + "\"message\":\"the related id given seems to be invalid\",\"status\":\"error\"}]}");

        assertThat(scenario.refusal(ARGUMENTS)).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void aNoteInDoubtIsFoundAgainIfItWasWritten() {
        scenario.zoho.answering(
                "GET /crm/v8/Deals/1/Notes",
                200,
                "{\"data\":[{\"id\":\"3001\",\"Note_Title\":\"Call\",\"Note_Content\":\"Wants a quote\","
                        + "\"Created_Time\":\"2026-11-24T01:30:05+11:00\"}]}");

        var found = ((ReconcilableTool) scenario.tool)
                .reconcile(scenario.arguments(ARGUMENTS), Scenario.NOW, scenario.session());

        assertThat(found)
                .hasValueSatisfying(
                        answer -> assertThat(answer.structured().path("note_id").asString())
                                .isEqualTo("3001"));
    }

    @Test
    void andNotIfItWasNot() {
        scenario.zoho.answering("GET /crm/v8/Deals/1/Notes", 204, "");

        assertThat(((ReconcilableTool) scenario.tool)
                        .reconcile(scenario.arguments(ARGUMENTS), Scenario.NOW, scenario.session()))
                .isEmpty();
    }
}
