package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.stack.Part;
import dev.sluice.sandbox.stack.Sandbox;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one run measured, with the CPU time that each program used meanwhile; ordered by calls per second. */
record Figures(int run, Load.Result result, double callsPerSecond, Map<String, Double> cpuPerThousand)
        implements Comparable<Figures> {

    private static final Comparator<Figures> ORDER =
            Comparator.comparingDouble(Figures::callsPerSecond).thenComparingInt(Figures::run);

    static Figures of(Sandbox sandbox, int run, LoadRun load) throws InterruptedException {
        var before = cpu(sandbox);
        var result = load.run();
        var after = cpu(sandbox);
        var perThousand = new LinkedHashMap<String, Double>();
        after.forEach((name, used) -> perThousand.put(
                name,
                used.minus(before.getOrDefault(name, Duration.ZERO)).toNanos()
                        / 1e6
                        / Math.max(1, result.calls())
                        * 1000));
        return new Figures(run, result, result.calls() / (result.took().toNanos() / 1e9), perThousand);
    }

    @Override
    public int compareTo(Figures other) {
        return ORDER.compare(this, other);
    }

    private static Map<String, Duration> cpu(Sandbox sandbox) {
        var cpu = new LinkedHashMap<String, Duration>();
        for (Part part : sandbox.parts()) {
            cpu.put(part.name(), part.cpu());
        }
        return cpu;
    }

    /** A load that can be interrupted. */
    @FunctionalInterface
    interface LoadRun {
        Load.Result run() throws InterruptedException;
    }
}
