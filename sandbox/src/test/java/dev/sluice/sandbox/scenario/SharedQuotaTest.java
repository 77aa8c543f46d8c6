package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Zoho allows twenty requests in any two seconds, and refuses more. */
class SharedQuotaTest {
    private static final int MOST = 20;
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final int CALLS = 70;

    @Test
    void twoWorkersUseItUpTogetherAndNeverExceedIt() throws Exception {
        var options = SandboxOptions.onFreePorts()
                .workers(2)
                .set("worker.quota.main.books.minute=" + MOST + " per " + WINDOW.toSeconds() + "s");
        try (var sandbox = Sandbox.start(options);
                var agent = connect(sandbox, "operations-agent");
                var other = connect(sandbox, "executive-assistant")) {
            sandbox.zoho()
                    .limits()
                    .change(
                            LimitName.BOOKS_MINUTE,
                            new LimitChange(
                                    (long) MOST,
                                    WINDOW,
                                    Rule.Shape.SLIDING,
                                    Duration.ZERO,
                                    Duration.ofHours(1),
                                    false,
                                    0.0));
            var begun = Instant.now();

            var replies = askAll(agent, other);

            assertThat(replies).allMatch(reply -> !reply.isError());
            assertThat(sandbox.zoho().limits().state(LimitName.BOOKS_MINUTE).refused())
                    .isZero();
            // Three times the window must pass; what is above that is the machine's and the ledger's.
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(20));
        }
    }

    private static List<Agent.Reply> askAll(Agent agent, Agent other) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, CALLS)
                    .<Callable<Agent.Reply>>mapToObj(number -> () -> (number % 2 == 0 ? agent : other)
                            .call("get_overdue_invoices", Map.of("customer_name", "Customer " + number)))
                    .toList();
            var replies = new ArrayList<Agent.Reply>();
            for (var reply : executor.invokeAll(calls)) {
                replies.add(reply.get());
            }
            return replies;
        }
    }

    private static Agent connect(Sandbox sandbox, String agent) {
        return Agent.connect(
                sandbox.gateways().getFirst(),
                Objects.requireNonNull(sandbox.agents().get(agent)));
    }
}
