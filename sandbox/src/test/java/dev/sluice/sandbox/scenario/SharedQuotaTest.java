package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.quota.ToldLedger;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.worker.quota.ledger.LedgerService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/** Zoho allows twenty requests in any two seconds, and refuses more. Told by the clock, so it runs alone. */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedQuotaTest {
    private static final int MOST = 20;
    private static final Duration WINDOW = Duration.ofSeconds(2);

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @BeforeAll
    void bringUp() throws InterruptedException {
        sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                .workers(2)
                .set("worker.quota.main.books.minute=" + MOST + " per " + WINDOW.toSeconds() + "s"));
        sandbox.zoho()
                .limits()
                .change(LimitName.BOOKS_MINUTE, LimitChange.sliding(MOST, WINDOW, Duration.ofHours(1), 0));
    }

    @AfterAll
    void takeDown() {
        sandbox.close();
    }

    @Test
    void twoWorkersUseItUpTogetherAndNeverExceedIt() throws Exception {
        try (var agent = connect(sandbox, "operations-agent");
                var other = connect(sandbox, "executive-assistant");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = Instant.now();

            var replies = ask(70, "Customer", threads, agent, other);

            for (var reply : replies) {
                assertThat(reply.get().isError()).isFalse();
            }
            assertThat(refused()).isZero();
            // Three times the window must pass; what is above that is the machine's and the ledger's.
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(20));
        }
    }

    @Test
    void aWorkerThatIsStoppedGivesItsQueueToTheOtherAndEndsAtOnce() throws Exception {
        var worker = sandbox.parts().stream()
                .filter(part -> part.name().startsWith("worker"))
                .findFirst()
                .orElseThrow();
        try (var agent = connect(sandbox, "operations-agent");
                var other = connect(sandbox, "executive-assistant");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = ask(200, "In the queue", threads, agent, other);
            Awaitility.await().until(() -> replies.stream().anyMatch(Future::isDone));

            var begun = Instant.now();
            worker.close();

            // The queue is twenty seconds long.
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(replies).anyMatch(reply -> !reply.isDone());
            for (var reply : replies) {
                assertThat(reply.get().isError()).as(reply.get().text()).isFalse();
            }
            assertThat(refused()).isZero();
        }
    }

    /** Each time the ledger moves, nothing is sent for a second or two. */
    @Test
    void aWorkerThatJoinsIsNotGivenTheLedger() throws Exception {
        try (var agent = connect(sandbox, "operations-agent");
                var other = connect(sandbox, "executive-assistant");
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var admin = sandbox.kafkaClients().admin("joining")) {
            for (var reply : ask(30, "Before one joins", threads, agent, other)) {
                assertThat(reply.get().isError()).isFalse();
            }
            var keeper = ToldLedger.owner(sandbox);
            assertThat(keeper).isPresent();

            sandbox.addWorker();
            Awaitility.await().until(() -> settled(admin));
            for (var reply : ask(30, "After one joined", threads, agent, other)) {
                assertThat(reply.get().isError()).isFalse();
            }

            assertThat(ToldLedger.owner(sandbox)).isEqualTo(keeper);
        }
    }

    /** Whether every worker has the part in keeping ledgers that it is to have. */
    private boolean settled(Admin admin) throws ExecutionException, InterruptedException {
        long workers = sandbox.parts().stream()
                .filter(part -> part.name().startsWith("worker") && Processes.alive(part))
                .count();
        var id = LedgerService.group(sandbox.kafka());
        var group = Objects.requireNonNull(
                admin.describeStreamsGroups(List.of(id)).all().get().get(id));
        return group.groupState() == GroupState.STABLE
                && group.members().size() == workers
                && group.members().stream()
                        .allMatch(member -> member.memberEpoch() == group.groupEpoch()
                                && member.assignment().equals(member.targetAssignment()));
    }

    private long refused() {
        return sandbox.zoho().limits().state(LimitName.BOOKS_MINUTE).refused();
    }

    private static List<Future<Agent.Reply>> ask(
            int calls, String customer, ExecutorService threads, Agent agent, Agent other) {
        return IntStream.range(0, calls)
                .mapToObj(number -> threads.submit(() -> (number % 2 == 0 ? agent : other)
                        .call("get_overdue_invoices", Map.of("customer_name", customer + " " + number))))
                .toList();
    }

    private static Agent connect(Sandbox sandbox, String agent) {
        return Agent.connect(
                sandbox.gateways().getFirst(),
                Objects.requireNonNull(sandbox.agents().get(agent)));
    }
}
