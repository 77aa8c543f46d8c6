package dev.sluice.worker.progress;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.StatusRecords;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.task.TaskEntry;
import java.time.InstantSource;

/** Puts statuses where callers read them. One that is lost is not missed: the next, or the result, follows. */
public final class StatusPublisher {
    private final Publisher publisher;
    private final Topic<CallId, ToolResult> results;
    private final Topic<CallId, TaskEntry> tasks;
    private final InstantSource clock;

    public StatusPublisher(
            Publisher publisher,
            Topic<CallId, ToolResult> results,
            Topic<CallId, TaskEntry> tasks,
            InstantSource clock) {
        this.publisher = publisher;
        this.results = results;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** A step is told at once: tools that take steps take few. */
    void step(OpenCall call, CallStatus status) {
        if (call.headers().followUp().watched()) {
            call.news().ifPresent(_ -> publish(call, status));
        }
    }

    void publish(OpenCall call, CallStatus status) {
        var headers = call.headers();
        if (headers.followUp().watched()) {
            var _ = publisher.publish(StatusRecords.write(results, headers, status));
        }
        var now = clock.instant();
        if (headers.followUp().keeps(now)) {
            var _ = publisher.publish(tasks.record(headers.callId(), new TaskEntry.Told(status, now)));
        }
    }
}
