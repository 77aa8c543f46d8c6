package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.access.Principal;
import dev.sluice.gateway.TestTools;
import dev.sluice.gateway.cap.Caps;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CapPolicyTest {
    private static final String KEYS = "keys: [\"sha256:" + "0".repeat(63) + "%d\"]";

    @Test
    void anAgentHasItsRolesCapsSaveWhereItHasItsOwn() {
        var policy = AccessPolicy.parse(
                "p.yaml", """
                roles:
                  reader: {tools: [search_contacts], caps: {calls-per-minute: 120, outstanding: 20}}
                  free: {tools: [search_contacts]}
                agents:
                  alice: {role: reader, connection: main, %s}
                  bob: {role: reader, connection: main, %s, caps: {outstanding: 2}}
                  carol: {role: free, connection: main, %s}
                """.formatted(KEYS.formatted(1), KEYS.formatted(2), KEYS.formatted(3)), TestTools.catalog());

        assertThat(policy.capsOf(new Principal("alice", "reader"))).isEqualTo(new Caps(120, 20));
        assertThat(policy.capsOf(new Principal("bob", "reader"))).isEqualTo(new Caps(120, 2));
        assertThat(policy.capsOf(new Principal("carol", "free"))).isEqualTo(Caps.none());
    }

    @Test
    void whatIsWrongWithACapIsNamed() {
        var invalid = catchThrowableOfType(
                InvalidPolicy.class,
                () -> AccessPolicy.parse("p.yaml", """
                roles:
                  reader: {tools: [], caps: {calls-per-minute: 0, calls-per-hour: 5}}
                agents:
                  alice: {role: reader, connection: main, caps: 7, %s}
                """.formatted(KEYS.formatted(1)), TestTools.catalog()));

        assertThat(Objects.requireNonNull(invalid).problems())
                .containsExactly(
                        "p.yaml:2:48: expected calls-per-minute of role reader as a whole number from 1 to 100000",
                        "p.yaml:2:51: the caps of role reader has no 'calls-per-hour', expected calls-per-minute,"
                                + " outstanding",
                        "p.yaml:4:49: expected the caps of agent alice as a mapping (name: value), found '7' (quote it"
                                + " to make it text)");
    }
}
