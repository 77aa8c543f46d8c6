package dev.sluice.gateway.mcp;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be asked of the endpoint, and in which era alone, where not in both. */
enum Method {
    INITIALIZE("initialize", Era.HANDSHAKE),
    PING("ping", Era.HANDSHAKE),
    DISCOVER("server/discover", Era.STATELESS),
    LIST_TOOLS("tools/list", null),
    CALL_TOOL("tools/call", null, "name"),
    LIST_PROMPTS("prompts/list", null),
    GET_PROMPT("prompts/get", null, "name"),
    GET_TASK("tasks/get", null, "taskId"),
    CANCEL_TASK("tasks/cancel", null, "taskId"),
    UPDATE_TASK("tasks/update", Era.STATELESS, "taskId"),
    TASK_RESULT("tasks/result", Era.HANDSHAKE),
    LIST_TASKS("tasks/list", Era.HANDSHAKE);

    private final String wire;
    private final @Nullable Era only;
    private final @Nullable String nameParam;

    Method(String wire, @Nullable Era only) {
        this(wire, only, null);
    }

    Method(String wire, @Nullable Era only, @Nullable String nameParam) {
        this.wire = wire;
        this.only = only;
        this.nameParam = nameParam;
    }

    /**
     * Finds a method by the name a request has for it.
     *
     * @throws RequestRefused when the era has no such method
     */
    static Method of(String name, Era era) {
        return Arrays.stream(values())
                .filter(method -> method.wire.equals(name) && method.isOf(era))
                .findFirst()
                .orElseThrow(() -> unknown(era));
    }

    /** The parameter that names what is asked about, which in 2026 stands in a header too. */
    Optional<String> nameParam() {
        return Optional.ofNullable(nameParam);
    }

    private boolean isOf(Era era) {
        return only == null || only == era;
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
                                .filter(method -> method.isOf(era))
                                .map(method -> method.wire)
                                .collect(Collectors.joining(", ")));
    }
}
