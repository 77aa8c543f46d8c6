package dev.sluice.sandbox.stack;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this machine. */
final class Memory {
    private static final Path LINUX = Path.of("/proc/meminfo");

    private Memory() {}

    /** Bytes that programs started now could have. */
    static long available() {
        try {
            // What caches hold is free as well, which only the system itself can tell.
            for (var line : Files.readAllLines(LINUX)) {
                if (line.startsWith("MemAvailable:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException _) {
            // not Linux
        }
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
    }
}
