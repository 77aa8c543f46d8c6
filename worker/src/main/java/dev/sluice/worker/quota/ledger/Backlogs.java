package dev.sluice.worker.quota.ledger;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.worker.quota.Charge;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who waits for one API, and in about how long each agent is served: interactive before batch, by weight among equals. */
final class Backlogs {
    private final TreeMap<Who, Line> lines =
            new TreeMap<>(Comparator.comparing(Who::agent).thenComparing(Who::lane));

    void add(Charge charge, QuotaReport.Waiting waiting) {
        lines.merge(
                new Who(waiting.agent(), waiting.lane()),
                new Line(charge, Math.max(1, waiting.weight()), waiting.count()),
                Line::and);
    }

    /**
     * Each agent's line.
     *
     * @param notBefore in how many milliseconds the first request may be sent, whatever is free
     */
    List<QuotaState.Backlog> tell(Forecast forecast, long notBefore) {
        var interactive = new FairShare(lines(Lane.INTERACTIVE));
        var batch = new FairShare(lines(Lane.BATCH));
        return lines.entrySet().stream()
                .map(entry -> {
                    var who = entry.getKey();
                    var line = entry.getValue();
                    var peers = who.lane() == Lane.INTERACTIVE ? interactive : batch;
                    long ahead = who.lane() == Lane.INTERACTIVE ? 0 : interactive.count();
                    long first = ahead + peers.servedWith(1.0 / line.weight());
                    long last = ahead + peers.servedWith((double) line.count() / line.weight());
                    return new QuotaState.Backlog(
                            who.agent(),
                            who.lane(),
                            line.count(),
                            Math.max(notBefore, forecast.millisUntil(line.charge(), last)),
                            Math.max(notBefore, forecast.millisUntil(line.charge(), first)));
                })
                .toList();
    }

    private List<Line> lines(Lane lane) {
        return lines.entrySet().stream()
                .filter(entry -> entry.getKey().lane() == lane)
                .map(Map.Entry::getValue)
                .toList();
    }

    private record Who(String agent, Lane lane) {}

    /** What one agent waits for, at all workers. */
    private record Line(Charge charge, int weight, int count) {
        Line and(Line other) {
            var larger = other.count > count ? other : this;
            return new Line(larger.charge, Math.max(weight, other.weight), count + other.count);
        }

        /** How much it is served before it has all that it waits for, for one unit of weight. */
        double turns() {
            return (double) count / weight;
        }
    }

    /** How many requests are served by the time an agent has had so many for each unit of its weight. */
    private static final class FairShare {
        private final List<Line> byTurns;
        private final long[] countUpTo;
        private final long[] weightFrom;

        FairShare(List<Line> lines) {
            byTurns = lines.stream()
                    .sorted(Comparator.comparingDouble(Line::turns))
                    .toList();
            countUpTo = new long[byTurns.size() + 1];
            weightFrom = new long[byTurns.size() + 1];
            for (int i = 0; i < byTurns.size(); i++) {
                countUpTo[i + 1] = countUpTo[i] + byTurns.get(i).count();
            }
            for (int i = byTurns.size() - 1; i >= 0; i--) {
                weightFrom[i] = weightFrom[i + 1] + byTurns.get(i).weight();
            }
        }

        long count() {
            return countUpTo[byTurns.size()];
        }

        long servedWith(double turns) {
            int from = 0;
            int to = byTurns.size();
            while (from < to) {
                int middle = (from + to) / 2;
                if (byTurns.get(middle).turns() <= turns) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return Math.max(1, countUpTo[from] + Math.round(turns * weightFrom[from]));
        }
    }
}
