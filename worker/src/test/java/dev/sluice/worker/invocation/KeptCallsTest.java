package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KeptCallsTest {
    private static final CallId ID = new CallId("key-0001");
    private static final ToolResult RESULT = new ToolResult.Failed(new Failure.NotFound("none"));

    private final KeptCalls calls = new KeptCalls();
    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void whatComesAgainAfterwardsTakesTheResult() throws Exception {
        calls.once(ID, this::end);

        assertThat(calls.once(ID, this::end)).isEqualTo(RESULT);
        assertThat(ends).hasValue(1);
    }

    @Test
    void whatComesAgainMeanwhileWaitsForIt() throws Exception {
        var result = new CompletableFuture<ToolResult>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> calls.once(ID, () -> {
                ends.incrementAndGet();
                return result.join();
            }));
            await().until(() -> ends.get() == 1);
            var second = threads.submit(() -> calls.once(ID, this::end));

            result.complete(RESULT);

            assertThat(first.get()).isEqualTo(RESULT);
            assertThat(second.get()).isEqualTo(RESULT);
        }
        assertThat(ends).hasValue(1);
    }

    @Test
    void whatBrokeIsTriedAnew() throws Exception {
        assertThatThrownBy(() -> calls.once(ID, () -> {
                    throw new IllegalStateException("broke");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(calls.once(ID, this::end)).isEqualTo(RESULT);
    }

    private ToolResult end() {
        ends.incrementAndGet();
        return RESULT;
    }
}
