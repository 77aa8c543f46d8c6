package dev.sluice.worker.connect;

import java.io.PrintWriter;

/** What works and what does not, a line each. */
final class Report {
    private final PrintWriter out;
    private int failures;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** What the lines after this one are about, such as a connection. */
    void about(String name) {
        line(name);
    }

    void works(String what, String how) {
        line("  ok      %-14s %s".formatted(what, how));
    }

    void fails(String what, String why) {
        failures++;
        line("  FAILED  %-14s %s".formatted(what, why));
    }

    void skipped(String what, String why) {
        line("  -       %-14s %s".formatted(what, why));
    }

    void conclude() {
        line(
                failures == 0
                        ? "Everything works."
                        : failures == 1 ? "1 thing does not work." : failures + " things do not work.");
    }

    int failures() {
        return failures;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
