package dev.sluice.sandbox.print;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, their columns aligned. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heading) {
        rows.add(List.of(heading));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    public void print(PrintStream out) {
        for (int i = 0; i < rows.size(); i++) {
            printRow(out, rows.get(i));
            if (i == 0) {
                out.println("  " + "─".repeat(width()));
            }
        }
    }

    private void printRow(PrintStream out, List<String> row) {
        var line = new StringBuilder("  ");
        for (int column = 0; column < row.size(); column++) {
            boolean last = column == row.size() - 1;
            var cell = row.get(column);
            line.append(cell).append(last ? "" : " ".repeat(width(column) - cell.length() + 2));
        }
        out.println(line);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private int width() {
        int total = 0;
        for (int column = 0; column < rows.getFirst().size(); column++) {
            total += width(column) + 2;
        }
        return total - 2;
    }
}
