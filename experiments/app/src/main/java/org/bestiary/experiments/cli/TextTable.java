package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table for a terminal: columns as wide as their longest cell, numbers to the right. */
final class TextTable {
    private final List<String> header;
    private final List<Boolean> right;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param columns headings; one that starts with {@code >} is aligned to the right
     */
    TextTable(String... columns) {
        right = Arrays.stream(columns).map(c -> c.startsWith(">")).toList();
        header = Arrays.stream(columns)
                .map(c -> c.startsWith(">") ? c.substring(1) : c)
                .toList();
    }

    /** Adds a row; whole numbers are grouped by thousands. */
    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(TextTable::text).toList());
    }

    private static String text(Object cell) {
        return cell instanceof Long || cell instanceof Integer
                ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
                : String.valueOf(cell);
    }

    /** Prints heading, rule and rows. */
    void print(PrintWriter out) {
        int[] widths = new int[header.size()];
        List<List<String>> all = new ArrayList<>(rows);
        all.add(0, header);
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(right.get(i) ? pad + row.get(i) : row.get(i) + pad);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
