package dev.sluice.worker.quota;

import dev.sluice.common.access.Lane;
import dev.sluice.common.call.ToolCall;
import java.util.Objects;

/**
 * On whose behalf requests are sent, as far as the quota is concerned.
 *
 * @param weight how much of a scarce quota the agent may have, in proportion to the others
 */
public record Claim(String agent, Lane lane, int weight) {
    public static final Claim NOBODY = new Claim("nobody", Lane.INTERACTIVE, 1);

    public Claim {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(lane, "lane");
        if (weight < 1) {
            throw new IllegalArgumentException("weight " + weight + " of " + agent);
        }
    }

    /** That of a call: its agent's, as the grant says. */
    public static Claim of(ToolCall call) {
        return new Claim(
                call.principal().agent(),
                call.grant().laneOrUsual(),
                call.grant().weightOrUsual());
    }
}
