package dev.sluice.worker.progress;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All the calls in hand, and those whose cancellation came before they did. */
public final class OpenCalls {
    /** A cancellation that came early concerns a call that is still queued; more are not queued than this. */
    private static final int MOST_EARLY = 100_000;

    private final Map<CallId, Set<OpenCall>> open = new ConcurrentHashMap<>();
    private final Map<CallId, Boolean> early = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Boolean> eldest) {
            return size() > MOST_EARLY;
        }
    };
    private final StatusPublisher statuses;

    public OpenCalls(StatusPublisher statuses) {
        this.statuses = statuses;
    }

    /** Takes a call in hand that came on a partition, on the current thread. */
    public OpenCall begin(CallHeaders headers, int partition) {
        var call = new OpenCall(headers, partition, Thread.currentThread(), statuses::show);
        open.compute(headers.callId(), (_, others) -> {
            var all = others == null ? ConcurrentHashMap.<OpenCall>newKeySet() : others;
            all.add(call);
            return all;
        });
        synchronized (early) {
            if (early.containsKey(headers.callId())) {
                call.cancel();
            }
        }
        return call;
    }

    /** Lets go of a call. */
    public void end(OpenCall call) {
        open.computeIfPresent(call.headers().callId(), (_, all) -> {
            all.remove(call);
            return all.isEmpty() ? null : all;
        });
    }

    /** Cancels a call: the one in hand, or the one that is still to come. */
    public void cancel(CallId callId) {
        synchronized (early) {
            early.put(callId, true);
        }
        var calls = open.get(callId);
        if (calls != null) {
            calls.forEach(OpenCall::cancel);
        }
    }

    /** Lets other workers carry out those that came on these partitions, where they wait or come to wait. */
    public void giveBack(Collection<Integer> partitions) {
        all().stream().filter(call -> partitions.contains(call.partition())).forEach(OpenCall::giveBack);
    }

    Collection<OpenCall> all() {
        return open.values().stream().flatMap(Set::stream).toList();
    }
}
