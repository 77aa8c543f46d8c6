package dev.sluice.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PendingCallsTest {
    private static final CallId CALL = new CallId("call-0001");
    private static final ToolResult FIRST = new ToolResult.Failed(new Failure.NotFound("first"));
    private static final ToolResult SECOND = new ToolResult.Failed(new Failure.NotFound("second"));

    private final List<CallId> cancelled = new ArrayList<>();
    private final PendingCalls pending = new PendingCalls();

    @Test
    void aCallEndsOnce() {
        var result = enter();
        assertThat(pending.awaits(CALL)).isTrue();

        pending.end(CALL, FIRST);
        pending.end(CALL, SECOND);

        assertThat(result).isCompletedWithValue(FIRST);
        assertThat(pending.awaits(CALL)).isFalse();
        assertThat(pending.size()).isZero();
    }

    @Test
    void aCallThatRanOutOfTimeIsNotWaitedForAnyMore() {
        var result = enter().completeOnTimeout(FIRST, 1, TimeUnit.MILLISECONDS);

        assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(FIRST);
        Awaitility.await().until(() -> pending.size() == 0);
    }

    @Test
    void theSameCallIsJoinedWhereItWaitsAlready() {
        var first = call();
        assertThat(pending.enter(CALL, first)).isEmpty();

        assertThat(pending.enter(CALL, call())).containsSame(first);
        assertThat(pending.size()).isEqualTo(1);
    }

    @Test
    void aCallThatCameAgainIsNotEndedByTheFirstOne() {
        var first = enter();
        pending.end(CALL, FIRST);
        var second = enter();

        first.complete(SECOND);

        assertThat(second).isNotDone();
        assertThat(pending.awaits(CALL)).isTrue();
    }

    @Test
    void whoFollowsACallHearsOfTheLatestStatusAtOnceAndOfTheNextAsItComes() {
        var call = call();
        assertThat(pending.enter(CALL, call)).isEmpty();
        pending.tell(CALL, new CallStatus.Step(1, 3));
        var heard = new ArrayList<CallStatus>();

        call.follow(heard::add);
        pending.tell(CALL, new CallStatus.Step(2, 3));

        assertThat(heard).containsExactly(new CallStatus.Step(1, 3), new CallStatus.Step(2, 3));
    }

    @Test
    void cancellingNamesTheCall() {
        call().cancel();

        assertThat(cancelled).containsExactly(CALL);
    }

    private PendingCall call() {
        return new PendingCall(CALL, cancelled::add);
    }

    private CompletableFuture<ToolResult> enter() {
        var call = call();
        assertThat(pending.enter(CALL, call)).isEmpty();
        return call.arrival();
    }
}
