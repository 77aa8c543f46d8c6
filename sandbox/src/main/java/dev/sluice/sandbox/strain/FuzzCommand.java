package dev.sluice.sandbox.strain;

import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends spoilt requests to a gateway: none may bring out a 500, a look inside, or silence. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description =
                "Sends spoilt requests to a gateway and fails on a 500, a stack trace, silence or growing memory.")
public final class FuzzCommand implements Callable<Integer> {
    private static final int CLIENTS = 16;
    private static final double MOST_GROWTH = 1.35;

    @Option(names = "--requests", defaultValue = "100000", description = "how many (default ${DEFAULT-VALUE})")
    private int requests;

    @Option(names = "--seed", defaultValue = "1", description = "of what is sent (default ${DEFAULT-VALUE})")
    private long seed;

    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final LongAdder closed = new LongAdder();

    @Override
    public Integer call() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions.onFreePorts().set("gateway.tasks.after=2s"))) {
            var gateway = ProcessMemory.of(sandbox, "gateway-1");
            var authorization = "Bearer "
                    + Objects.requireNonNull(sandbox.agents().get("executive-assistant"))
                            .reveal();
            int port = sandbox.gateways().getFirst().getPort();
            send(port, authorization, requests / 5, seed);
            long warm = gateway.megabytes();
            send(port, authorization, requests - requests / 5, seed + 1);
            long after = gateway.megabytes();

            System.out.printf(
                    Locale.ROOT,
                    "%d requests; statuses %s; closed without an answer %d; gateway %d MB after a fifth, %d MB at the end%n",
                    requests,
                    new TreeMap<>(statuses),
                    closed.sum(),
                    warm,
                    after);
            if (!faults.isEmpty()) {
                throw new SandboxFailed(faults.size() + " faults, the first:\n" + faults.peek());
            }
            if (after > warm * MOST_GROWTH) {
                throw new SandboxFailed("the gateway's memory grew from " + warm + " to " + after + " MB");
            }
        }
        return 0;
    }

    private void send(int port, String authorization, int count, long from) throws InterruptedException {
        var left = new AtomicInteger(count);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                var mutations = new Mutations(new SplittableRandom(from * CLIENTS + i), authorization);
                var _ = threads.submit(() -> client(port, mutations, left));
            }
        }
    }

    private void client(int port, Mutations mutations, AtomicInteger left) {
        while (left.get() > 0 && faults.size() < 20) {
            try (var connection = new RawConnection(port)) {
                while (connection.usable() && left.getAndDecrement() > 0) {
                    var request = mutations.next();
                    judge(connection.ask(request), request);
                }
            } catch (SocketTimeoutException _) {
                faults.add("no answer within 30 s");
            } catch (IOException _) {
                // A request that is no HTTP may be answered by closing; a gateway that is gone shows in the next one.
                closed.increment();
            }
        }
    }

    private void judge(RawConnection.Answer answer, byte[] request) {
        statuses.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
        boolean inside = answer.body().contains("Exception") || answer.body().contains("\tat ");
        if (answer.status() >= 500 || inside) {
            faults.add(answer.status() + " " + answer.body() + "\nfor\n"
                    + new String(request, StandardCharsets.ISO_8859_1));
        }
    }
}
