package dev.sluice.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PendingCallsTest {
    private static final CallId CALL = new CallId("call-0001");
    private static final ToolResult FIRST = new ToolResult.Failed(new Failure.NotFound("first"));
    private static final ToolResult SECOND = new ToolResult.Failed(new Failure.NotFound("second"));

    private final PendingCalls pending = new PendingCalls();

    @Test
    void aCallEndsOnce() {
        var result = pending.enter(CALL);
        assertThat(pending.awaits(CALL)).isTrue();

        pending.end(CALL, FIRST);
        pending.end(CALL, SECOND);

        assertThat(result).isCompletedWithValue(FIRST);
        assertThat(pending.awaits(CALL)).isFalse();
        assertThat(pending.size()).isZero();
    }

    @Test
    void aCallThatRanOutOfTimeIsNotWaitedForAnyMore() {
        var result = pending.enter(CALL).completeOnTimeout(FIRST, 1, TimeUnit.MILLISECONDS);

        assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(FIRST);
        Awaitility.await().until(() -> pending.size() == 0);
    }

    @Test
    void theSameCallCannotWaitTwice() {
        var _ = pending.enter(CALL);

        assertThatThrownBy(() -> pending.enter(CALL)).hasMessageContaining("call-0001");
    }

    @Test
    void aCallThatCameAgainIsNotEndedByTheFirstOne() {
        var first = pending.enter(CALL);
        pending.end(CALL, FIRST);
        var second = pending.enter(CALL);

        first.complete(SECOND);

        assertThat(second).isNotDone();
        assertThat(pending.awaits(CALL)).isTrue();
    }
}
