package dev.sluice.sandbox.demo;

import dev.sluice.auditindexer.intake.AuditReader;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.program.Threads;
import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.audit.AuditDesk;
import dev.sluice.sandbox.print.Table;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The story: what an executive asks, what operations asks, a note that is written, a call that is refused. */
final class Demo {
    private static final String NOTE = "Spoke about the overdue invoices; payment is promised for Friday.";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration AUDIT_PATIENCE = Duration.ofSeconds(15);

    private final Sandbox sandbox;
    private final PrintStream out;
    private int calls;

    Demo(Sandbox sandbox, PrintStream out) {
        this.sandbox = sandbox;
        this.out = out;
    }

    /**
     * Tells the story.
     *
     * @throws SandboxFailed when any of it does not go as it must
     */
    void run() {
        var audit = AuditReader.fromNow(
                sandbox.kafkaClients().reader("demo-audit"), sandbox.topics().audit());
        try (audit) {
            var contact = askAboutAcme();
            askAboutProjects();
            writeANote(contact);
            beRefused();
            showAudit(audit);
            if (sandbox.openSearch().isPresent()) {
                askTheIndex(contact);
            }
        }
    }

    private String askAboutAcme() {
        heading("What deals do we have with Acme Corp, and are any of their invoices overdue?");
        try (var agent = connect("executive-assistant")) {
            var found =
                    ask(agent, "search_contacts", Map.of("query", "Acme Corp")).path("contacts");
            require(!found.isEmpty(), "no contact of Acme Corp was found");
            int deals = 0;
            for (var contact : found) {
                deals += ask(agent, "get_contact_deals", Map.of("contact_id", id(contact)))
                        .path("deals")
                        .size();
            }
            require(deals > 0, "Acme Corp has no deals");
            var invoices = ask(agent, "get_overdue_invoices", Map.of("customer_name", "Acme Corp"))
                    .path("invoices");
            require(!invoices.isEmpty(), "Acme Corp has no overdue invoices");
            return id(found.get(0));
        }
    }

    private void askAboutProjects() {
        heading("Which of our projects are behind schedule?");
        try (var agent = connect("operations-agent")) {
            var projects = ask(agent, "get_project_status", Map.of("status_filter", "overdue"))
                    .path("projects");
            require(!projects.isEmpty(), "no project is behind schedule");
        }
    }

    private void writeANote(String contactId) {
        heading("Leave a note on that contact, and look whether Zoho has it");
        try (var agent = connect("customer-service-agent")) {
            ask(
                    agent,
                    "create_crm_note",
                    Map.of("module", "Contacts", "record_id", contactId, "note", NOTE, "title", "Overdue invoices"));
        }
        var written = sandbox.zoho().data().crm().notesAbout(contactId).stream()
                .filter(note -> note.content().equals(NOTE))
                .toList();
        require(written.size() == 1, "Zoho has the note " + written.size() + " times");
        out.println("  Zoho has it, once: note " + written.getFirst().id() + " on contact " + contactId);
    }

    private void beRefused() {
        heading("May customer service see invoices?");
        try (var agent = connect("customer-service-agent")) {
            out.println("  its tools: " + String.join(", ", agent.tools()));
            calls++;
            String refusal = null;
            try {
                agent.call("get_overdue_invoices", Map.of());
            } catch (RuntimeException e) {
                refusal = e.getMessage();
            }
            require(refusal != null, "the call was not refused");
            out.println("  refused, with HTTP 403; the reason stands in the audit trail");
        }
    }

    private void showAudit(AuditReader audit) {
        heading("What the audit trail says of all this");
        var records = new ArrayList<AuditRecord>();
        long deadline = System.nanoTime() + AUDIT_PATIENCE.toNanos();
        while (endings(records) < calls && System.nanoTime() < deadline) {
            audit.poll(Duration.ofMillis(200), records::add);
        }
        require(endings(records) == calls, "of " + calls + " calls " + endings(records) + " have an ending on record");
        records.sort(Comparator.comparing(AuditRecord::at));
        var table = new Table("time", "event", "agent", "tool", "detail");
        for (var record : records) {
            var line = line(record.event());
            table.row(record.at().toString().substring(11, 23), line.event(), line.agent(), line.tool(), line.detail());
        }
        table.print(out);
    }

    private void askTheIndex(String contactId) {
        var question = "who saw Contacts/" + contactId + " in the last hour";
        heading("An auditor asks: " + question);
        try (var desk = new AuditDesk(sandbox)) {
            var seen = "{\"term\":{\"zoho.records\":\"Contacts/" + contactId + "\"}}";
            long deadline = System.nanoTime() + AUDIT_PATIENCE.toNanos();
            while (desk.count(seen) == 0 && System.nanoTime() < deadline) {
                Threads.pause(LOOK_AGAIN);
            }
            require(desk.count(seen) > 0, "the index does not know who saw the contact");
            require(desk.search(question) == 0, "the index cannot be searched");
            var asked = "asked for Acme Corp in the last hour";
            heading("And: " + asked + ", which the trail knows by its pseudonym only");
            require(desk.search(asked) == 0, "the index cannot be searched");
            heading("And is the trail whole?");
            require(desk.verify("--whole-topic") == 0, "the audit trail is not whole");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxFailed("interrupted", e);
        }
    }

    private JsonNode ask(Agent agent, String tool, Map<String, Object> arguments) {
        long begun = System.nanoTime();
        var reply = agent.call(tool, arguments);
        double millis = (System.nanoTime() - begun) / 1e6;
        calls++;
        require(!reply.isError(), tool + " failed: " + reply.text());
        out.printf("%n  %s %s   (%.0f ms)%n", tool, arguments, millis);
        reply.text().lines().forEach(line -> out.println("    " + line));
        return reply.structured();
    }

    private Agent connect(String name) {
        var key = sandbox.agents().get(name);
        if (key == null) {
            throw new SandboxFailed("the sandbox has no agent " + name);
        }
        return Agent.connect(sandbox.gateways().getFirst(), key);
    }

    private void heading(String question) {
        out.printf("%n%s%n%s%n", question, "─".repeat(question.length()));
    }

    private static String id(JsonNode record) {
        return record.path("id").asString();
    }

    private static long endings(List<AuditRecord> records) {
        return records.stream()
                .filter(record -> switch (record.event()) {
                    case AuditEvent.CallCompleted _,
                            AuditEvent.CallFailed _,
                            AuditEvent.CallDenied _,
                            AuditEvent.CallCancelled _,
                            AuditEvent.CallExpired _,
                            AuditEvent.CallInDoubt _ -> true;
                    case AuditEvent.CallReceived _,
                            AuditEvent.CallStarted _,
                            AuditEvent.CallReconciled _,
                            AuditEvent.OfSystem _ -> false;
                })
                .count();
    }

    private static Line line(AuditEvent event) {
        return switch (event) {
            case AuditEvent.CallReceived received -> Line.of("received", received.call(), arguments(received));
            case AuditEvent.CallDenied denied -> Line.of("denied", denied.call(), denied.reason());
            case AuditEvent.CallStarted started -> Line.of("started", started.call(), "");
            case AuditEvent.CallCompleted completed ->
                Line.of(
                        "completed",
                        completed.call(),
                        completed.records().size() + " records, " + completed.zohoRequests() + " Zoho requests, "
                                + completed.duration().toMillis() + " ms");
            case AuditEvent.CallFailed failed -> Line.of("failed", failed.call(), failed.code());
            case AuditEvent.CallCancelled cancelled ->
                Line.of("cancelled", cancelled.call(), cancelled.carriedOut() ? "too late: it was written" : "");
            case AuditEvent.CallExpired expired -> Line.of("expired", expired.call(), "");
            case AuditEvent.CallInDoubt inDoubt -> Line.of("in doubt", inDoubt.call(), "");
            case AuditEvent.CallReconciled reconciled ->
                Line.of("reconciled", reconciled.call(), reconciled.found() ? "it was written" : "it is not there");
            case AuditEvent.OfSystem system -> new Line(system.getClass().getSimpleName(), "", "", system.subject());
        };
    }

    private static String arguments(AuditEvent.CallReceived received) {
        var told = new ArrayList<String>();
        received.arguments().forEach((name, value) -> told.add(name + "=" + value));
        var hashed = received.hashedArguments();
        if (hashed != null) {
            hashed.keySet().forEach(name -> told.add(name + " hashed"));
        }
        return String.join(", ", told);
    }

    /** One event, as the table shows it. */
    private record Line(String event, String agent, String tool, String detail) {
        static Line of(String event, CallSubject call, String detail) {
            return new Line(event, call.principal().agent(), call.tool(), detail);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new SandboxFailed("The demonstration failed: " + otherwise);
        }
    }
}
