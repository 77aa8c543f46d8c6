package dev.sluice.sandbox.zoho.control;

import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Failures;
import dev.sluice.sandbox.zoho.fault.Fault;
import dev.sluice.sandbox.zoho.fault.Latency;
import dev.sluice.sandbox.zoho.http.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what shall go wrong, and how late answers shall be. */
final class FaultOrders {

    private FaultOrders() {}

    /** What goes wrong is an effect, or a failure that has a name. */
    private record FaultOrder(
            @Nullable String path,
            @Nullable String method,
            int times,
            @Nullable Double share,
            @Nullable Effect effect,
            @Nullable String failure) {}

    private record LatencyOrder(
            @Nullable Duration latency,
            @Nullable Duration least,
            @Nullable Duration most,
            @Nullable Duration p50,
            @Nullable Duration p99) {}

    static Fault fault(byte[] body) {
        FaultOrder order = Json.read(body, FaultOrder.class);
        return new Fault(
                order.path() == null ? "/" : order.path(),
                order.method(),
                order.times(),
                order.share() == null ? 1 : order.share(),
                effect(order));
    }

    private static Effect effect(FaultOrder order) {
        if (order.effect() != null) {
            return order.effect();
        }
        if (order.failure() != null) {
            return Failures.named(order.failure());
        }
        throw new UnknownOrder(400, "a fault needs an effect, or a failure by name");
    }

    static Latency latency(byte[] body) {
        LatencyOrder order = Json.read(body, LatencyOrder.class);
        if (order.latency() != null) {
            return new Latency.Constant(order.latency());
        }
        if (order.least() != null && order.most() != null) {
            return new Latency.Between(order.least(), order.most());
        }
        if (order.p50() != null && order.p99() != null) {
            return new Latency.LongTailed(order.p50(), order.p99());
        }
        throw new UnknownOrder(400, "expected latency, or least and most, or p50 and p99");
    }
}
