package dev.sluice.gateway.mcp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be asked of the endpoint, and in which era. */
enum Method {
    INITIALIZE("initialize", EnumSet.of(Era.HANDSHAKE)),
    PING("ping", EnumSet.of(Era.HANDSHAKE)),
    DISCOVER("server/discover", EnumSet.of(Era.STATELESS)),
    LIST_TOOLS("tools/list", EnumSet.allOf(Era.class)),
    CALL_TOOL("tools/call", EnumSet.allOf(Era.class), "name"),
    LIST_PROMPTS("prompts/list", EnumSet.allOf(Era.class)),
    GET_PROMPT("prompts/get", EnumSet.allOf(Era.class), "name"),
    GET_TASK("tasks/get", EnumSet.allOf(Era.class), "taskId"),
    CANCEL_TASK("tasks/cancel", EnumSet.allOf(Era.class), "taskId"),
    UPDATE_TASK("tasks/update", EnumSet.of(Era.STATELESS), "taskId"),
    TASK_RESULT("tasks/result", EnumSet.of(Era.HANDSHAKE)),
    LIST_TASKS("tasks/list", EnumSet.of(Era.HANDSHAKE));

    private final String wire;
    private final Set<Era> eras;
    private final @Nullable String nameParam;

    Method(String wire, Set<Era> eras) {
        this(wire, eras, null);
    }

    Method(String wire, Set<Era> eras, @Nullable String nameParam) {
        this.wire = wire;
        this.eras = eras;
        this.nameParam = nameParam;
    }

    /**
     * Finds a method by the name a request has for it.
     *
     * @throws RequestRefused when the era has no such method
     */
    static Method of(String name, Era era) {
        return Arrays.stream(values())
                .filter(method -> method.wire.equals(name) && method.eras.contains(era))
                .findFirst()
                .orElseThrow(() -> unknown(era));
    }

    /** The parameter that names what is asked about, which in 2026 stands in a header too. */
    Optional<String> nameParam() {
        return Optional.ofNullable(nameParam);
    }

    private static RequestRefused unknown(Era era) {
        return new RequestRefused(
                switch (era) {
                    case HANDSHAKE -> 200;
                    case STATELESS -> 404;
                },
                ErrorCode.METHOD_NOT_FOUND,
                "there is no such method here, only "
                        + Arrays.stream(values())
                                .filter(method -> method.eras.contains(era))
                                .map(method -> method.wire)
                                .collect(Collectors.joining(", ")));
    }
}
