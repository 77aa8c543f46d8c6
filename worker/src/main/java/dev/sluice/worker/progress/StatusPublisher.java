package dev.sluice.worker.progress;

import dev.sluice.common.call.CallId;
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

    /** Shows how a call gets on to who watches. */
    void show(OpenCall call) {
        var headers = call.headers();
        if (headers.followUp().watched()) {
            call.takeToShow().ifPresent(status -> {
                var _ = publisher.publish(StatusRecords.write(results, headers, status));
            });
        }
    }

    /** Keeps how a call gets on, where its caller may come back for it. */
    void keep(OpenCall call) {
        var headers = call.headers();
        var now = clock.instant();
        if (headers.followUp().keeps(now)) {
            call.takeToKeep().ifPresent(status -> {
                var _ = publisher.publish(tasks.record(headers.callId(), new TaskEntry.Told(status, now)));
            });
        }
    }
}
