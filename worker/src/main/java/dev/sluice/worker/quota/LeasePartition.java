package dev.sluice.worker.quota;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** On which partition of the leases those of a worker are: the one of its name as a key. */
public final class LeasePartition {
    private LeasePartition() {}

    public static int of(String worker, int partitions) {
        return Utils.toPositive(Utils.murmur2(worker.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
