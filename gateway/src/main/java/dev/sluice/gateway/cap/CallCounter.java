package dev.sluice.gateway.cap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the calls of each agent at this gateway, and admits no more than its caps allow. */
public final class CallCounter {
    private static final Logger log = LoggerFactory.getLogger(CallCounter.class);

    /** No call ends by itself sooner than this, so to ask before would be in vain. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Map<String, AgentCalls> agents = new ConcurrentHashMap<>();

    public CallCounter(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether an agent may make one more call. */
    public Entry enter(String agent, Caps caps) {
        var calls = agents.computeIfAbsent(agent, _ -> new AgentCalls());
        var now = clock.instant();
        var entry = calls.enter(caps, now);
        if (entry instanceof Entry.Capped(String reason, var retryAt) && calls.isToBeTold(now)) {
            log.atWarn()
                    .addKeyValue("agent", agent)
                    .addKeyValue("retryAt", retryAt)
                    .log("calls are refused: {}", reason);
        }
        return entry;
    }

    static Instant soon(Instant now) {
        return now.plus(SOON);
    }
}
