package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Part;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaOutageTest {
    private static final Duration BACK = Duration.ofMinutes(2);

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Path data;

    @BeforeAll
    void bringUp(@TempDir Path folder) throws InterruptedException {
        data = folder;
        sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                .data(folder)
                .set("gateway.dispatch.publishing=2s")
                .set("gateway.mcp.answer-within=115s"));
    }

    @AfterAll
    void takeDown() {
        sandbox.close();
    }

    @Test
    void callsAreToBeTriedAgainWhileKafkaIsAwayAndProgramsStartedThenComeUpWithIt() throws Exception {
        try (var agent = connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(search(agent).isError()).isFalse();

            Processes.kill(kafka());

            var refused = search(agent);
            assertThat(refused.isError()).isTrue();
            assertThat(refused.text()).contains("Try again");
            var worker = threads.submit(() -> sandbox.addWorker());
            Awaitility.await()
                    .atMost(BACK)
                    .until(() -> sandbox.parts().stream()
                            .anyMatch(part -> part.name().equals("worker-2") && said(part, "Kafka cannot be reached")));

            sandbox.startKafkaAgain();

            Awaitility.await().atMost(BACK).until(() -> !search(agent).isError());
            assertThat(said(worker.get(), "worker ready")).isTrue();
        }
    }

    @Test
    void aCallThatIsUnderWayWhenKafkaIsLostIsAnsweredWhenItIsBack() throws Exception {
        sandbox.zoho().faults().order(Fault.once("/crm/v8/coql", new Effect.Delay(Duration.ofSeconds(2))));
        try (var agent = connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reply = threads.submit(() -> search(agent));
            Awaitility.await()
                    .atMost(BACK)
                    .until(() -> sandbox.zoho().faults().pending().isEmpty());

            Processes.kill(kafka());
            Awaitility.await().until(() -> !Processes.alive(kafka()));
            sandbox.startKafkaAgain();

            var told = reply.get(BACK.toSeconds(), TimeUnit.SECONDS);
            assertThat(told.isError()).describedAs(told.text()).isFalse();
        }
    }

    private Part kafka() {
        return sandbox.parts().stream()
                .filter(part -> part.name().equals("kafka"))
                .findFirst()
                .orElseThrow();
    }

    private boolean said(Part program, String text) {
        return Processes.lines(data, program).stream().anyMatch(line -> line.contains(text));
    }

    private Agent connect() {
        return Agent.connect(
                sandbox.gateways().getFirst(),
                Objects.requireNonNull(sandbox.agents().get("executive-assistant")));
    }

    private static Agent.Reply search(Agent agent) {
        return agent.call("search_contacts", Map.of("query", "Acme Corp", "fresh", true));
    }
}
