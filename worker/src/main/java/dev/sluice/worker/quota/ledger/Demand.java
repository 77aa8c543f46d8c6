package dev.sluice.worker.quota.ledger;

import dev.sluice.common.quota.QuotaReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** What a worker waits for, as it is served. */
final class Demand {
    private Demand() {}

    /** The same use, with so many fewer waiting for each agent; what is meant for nobody is fewer spare. */
    static QuotaReport.Use less(QuotaReport.Use use, Map<String, Integer> served) {
        var waiting = new ArrayList<QuotaReport.Waiting>();
        var left = new HashMap<>(served);
        for (var line : use.waiting()) {
            int minus = Math.min(line.count(), left.getOrDefault(line.agent(), 0));
            left.merge(line.agent(), -minus, Integer::sum);
            if (line.count() > minus) {
                waiting.add(new QuotaReport.Waiting(
                        line.agent(),
                        line.lane(),
                        line.weight(),
                        line.count() - minus,
                        line.oldestMillis(),
                        line.withinMillis()));
            }
        }
        return new QuotaReport.Use(use.charge(), use.inFlight(), use.spare(), waiting);
    }
}
