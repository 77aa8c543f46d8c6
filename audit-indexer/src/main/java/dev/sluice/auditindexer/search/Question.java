package dev.sluice.auditindexer.search;

import java.util.List;

/** What an auditor asks. */
sealed interface Question {
    /** Whose calls disclosed records that have to do with this: a record, or a value asked for. */
    record WhoSaw(String what) implements Question {}

    /** Which calls were asked for this very value. */
    record AskedFor(String value) implements Question {}

    /** Which requests were refused because nobody knows whose they are. */
    record FailedAuthentication() implements Question {}

    /** Which calls were refused. */
    record Denials() implements Question {}

    /** Which calls failed, came to nothing in time, or are in doubt. */
    record Failures() implements Question {}

    /** Which answers were given outside working hours. */
    record AfterHours() implements Question {}

    /** What this agent did. */
    record ByAgent(String agent) implements Question {}

    /** Who used this tool. */
    record WithTool(String tool) implements Question {}

    /** What happened to this call. */
    record OfCall(String callId) implements Question {}

    /** How each can be put. */
    static List<String> forms() {
        return List.of(
                "who saw WHAT",
                "asked for VALUE",
                "denials",
                "failures",
                "after hours",
                "failed authentication",
                "calls by AGENT",
                "calls with TOOL",
                "call ID");
    }
}
