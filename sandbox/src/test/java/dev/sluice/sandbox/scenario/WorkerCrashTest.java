package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Part;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One partition of calls, so that one worker owns all of them and the others stand by. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerCrashTest {
    /** The group notices a dead worker after 2.5 s; the rest is for a slow machine. */
    private static final Duration TAKING_OVER = Duration.ofSeconds(40);

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Path data;

    @BeforeAll
    void bringUp(@TempDir Path folder) throws InterruptedException {
        data = folder;
        sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                .workers(2)
                .data(folder)
                .set("gateway.topics.calls.partitions=1")
                .set("worker.topics.calls.partitions=1"));
    }

    @AfterAll
    void takeDown() {
        sandbox.close();
    }

    @BeforeEach
    void letOneStandBy() throws IOException, InterruptedException {
        while (workers().size() < 2) {
            sandbox.addWorker();
        }
        sandbox.zoho().requests().clear();
    }

    @AfterEach
    void healZoho() {
        sandbox.zoho().faults().clear();
        sandbox.zoho().faults().latency(Duration.ZERO);
    }

    @Test
    void aNoteThatZohoTookBeforeItsWorkerDiedIsFoundByTheNext() throws Exception {
        var contact = contact(1);
        sandbox.zoho()
                .faults()
                .order(Fault.once("/crm/v8/Contacts/", new Effect.Silence(true)).onlyFor("POST"));
        try (var agent = connect("customer-service-agent");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reply = note(agent, threads, contact, "Written by one who died");
            Awaitility.await().until(() -> notes(contact, "Written by one who died") == 1);

            Processes.kill(owner());

            var told = reply.get(TAKING_OVER.toSeconds(), TimeUnit.SECONDS);
            assertThat(told.isError()).describedAs(told.text()).isFalse();
            assertThat(told.text()).contains("The note was added");
            assertThat(notes(contact, "Written by one who died")).isEqualTo(1);
            assertThat(notesSent(contact)).isEqualTo(1);
        }
    }

    @Test
    void aNoteThatZohoMayNotHaveTakenIsInDoubtAndNotSentAgain() throws Exception {
        var contact = contact(2);
        sandbox.zoho()
                .faults()
                .order(Fault.once("/crm/v8/Contacts/", new Effect.Silence(false))
                        .onlyFor("POST"));
        try (var agent = connect("customer-service-agent");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reply = note(agent, threads, contact, "Never arrived");
            Awaitility.await().until(() -> notesSent(contact) == 1);

            Processes.kill(owner());

            var told = reply.get(TAKING_OVER.toSeconds(), TimeUnit.SECONDS);
            assertThat(told.isError()).isTrue();
            assertThat(told.text()).contains("whether it was done is not known", "does not repeat it");
            assertThat(notes(contact, "Never arrived")).isZero();
            assertThat(notesSent(contact)).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatStoodStillAndWasReplacedDoesNotWriteASecondTime() throws Exception {
        var contact = contact(3);
        try (var agent = connect("customer-service-agent");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // So that the one that is frozen knows the ledger of its partition.
            note(agent, threads, contact, "Before").get(30, TimeUnit.SECONDS);
            var frozen = owner();
            Processes.freeze(frozen);
            try {
                var told = note(agent, threads, contact, "While one stood still")
                        .get(TAKING_OVER.toSeconds(), TimeUnit.SECONDS);
                assertThat(told.isError()).describedAs(told.text()).isFalse();
            } finally {
                Processes.thaw(frozen);
            }

            Awaitility.await().atMost(TAKING_OVER).until(() -> said(frozen, "partitions lost to another worker"));
            note(agent, threads, contact, "After").get(30, TimeUnit.SECONDS);

            assertThat(notes(contact, "While one stood still")).isEqualTo(1);
            assertThat(notesSent(contact)).isEqualTo(3);
        }
    }

    @Test
    void aWorkerThatIsKilledUnderLoadLosesNoCall() throws Exception {
        sandbox.zoho().faults().latency(Duration.ofMillis(50));
        var going = new AtomicBoolean(true);
        var answered = new AtomicLong();
        var asked = new AtomicLong();
        var failures = new CopyOnWriteArrayList<String>();
        try (var agent = connect("executive-assistant");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> caller = () -> {
                while (going.get()) {
                    var reply = agent.call("search_contacts", Map.of("query", "Pty " + asked.incrementAndGet()));
                    if (reply.isError()) {
                        failures.add(reply.text());
                    }
                    answered.incrementAndGet();
                }
                return null;
            };
            var callers =
                    IntStream.range(0, 16).mapToObj(_ -> threads.submit(caller)).toList();
            try {
                Awaitility.await().until(() -> answered.get() > 100);

                Processes.kill(owner());

                long soFar = answered.get();
                Awaitility.await().until(() -> answered.get() > soFar + 100);
            } finally {
                going.set(false);
            }
            for (var each : callers) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(failures).isEmpty();
    }

    private List<Part> workers() {
        return sandbox.parts().stream()
                .filter(part -> part.name().startsWith("worker") && Processes.alive(part))
                .toList();
    }

    /** The worker that was told last that the one partition is its own. */
    private Part owner() {
        return Awaitility.await()
                .atMost(TAKING_OVER)
                .until(() -> workers().stream().filter(this::owns).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private boolean owns(Part worker) {
        return Processes.lines(data, worker).stream()
                .filter(line -> line.contains("partitions assigned") || line.contains("partitions lost"))
                .reduce((_, later) -> later)
                .filter(line -> line.contains("partitions assigned partitions=\"[0]\""))
                .isPresent();
    }

    private boolean said(Part worker, String text) {
        return Processes.lines(data, worker).stream().anyMatch(line -> line.contains(text));
    }

    private Agent connect(String name) {
        return Agent.connect(
                sandbox.gateways().getFirst(),
                Objects.requireNonNull(sandbox.agents().get(name)));
    }

    private static Future<Agent.Reply> note(Agent agent, ExecutorService threads, String contact, String text) {
        return threads.submit(
                () -> agent.call("create_crm_note", Map.of("module", "Contacts", "record_id", contact, "note", text)));
    }

    private String contact(int number) {
        return sandbox.zoho().data().crm().contacts().all().get(number).id();
    }

    private long notes(String contact, String content) {
        return sandbox.zoho().data().crm().notesAbout(contact).stream()
                .filter(note -> note.content().equals(content))
                .count();
    }

    private long notesSent(String contact) {
        return sandbox.zoho()
                .requests()
                .count(request ->
                        request.method().equals("POST") && request.path().startsWith("/crm/v8/Contacts/" + contact));
    }
}
