package org.bestiary.common.table;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table: its columns, defined once, for whatever it is written as.
 *
 * @param <T> what a row is about
 * @param columns from left to right
 */
public record Table<T>(List<Column<T>> columns) {
    private static final String NONE_IN_TEXT = "-";
    private static final String NONE_IN_MARKDOWN = "–";

    public Table {
        columns = List.copyOf(columns);
    }

    /** A table of these columns. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only copied
    public static <T> Table<T> of(Column<T>... columns) {
        return new Table<>(Arrays.asList(columns));
    }

    /** Prints it for a terminal: columns as wide as their longest cell, an absent value as a dash. */
    public void print(List<? extends T> rows, PrintWriter out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings());
        for (T row : rows) {
            lines.add(columns.stream()
                    .map(c -> c.of(row).map(Cells::words).orElse(NONE_IN_TEXT))
                    .toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            Arrays.setAll(widths, i -> Math.max(widths[i], line.get(i).length()));
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - line.get(i).length());
                text.append(i == 0 ? "" : "  ").append(columns.get(i).right() ? pad + line.get(i) : line.get(i) + pad);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    /** As Markdown; what is not {@link Markdown} itself is escaped, and an absent value is a dash. */
    public String markdown(List<? extends T> rows) {
        String headings = headings().stream()
                .map(h -> h.isEmpty() ? " |" : " " + Markdown.escaped(h) + " |")
                .collect(Collectors.joining());
        String rule = columns.stream().map(c -> c.right() ? "--:|" : "---|").collect(Collectors.joining());
        return "|" + headings + "\n|" + rule + "\n"
                + rows.stream().map(row -> markdownRow(row) + "\n").collect(Collectors.joining());
    }

    /** One row as Markdown, without the end of the line. */
    public String markdownRow(T row) {
        return columns.stream()
                .map(c -> c.of(row).map(Markdown::of).orElse(NONE_IN_MARKDOWN))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /**
     * As comma-separated values, to be written row by row.
     *
     * @param out where to; it is left open
     * @param lineEnd what ends a line
     */
    public Csv<T> csv(Appendable out, String lineEnd) {
        return new Csv<>(columns, out, lineEnd);
    }

    /** As comma-separated values, in one piece. */
    public String csv(List<? extends T> rows, String lineEnd) {
        StringBuilder text = new StringBuilder();
        Csv<T> csv = csv(text, lineEnd);
        rows.forEach(csv::row);
        return text.toString();
    }

    /** The fields of a document, named by the headings; the cells are as the columns have them, optionals unopened. */
    public Map<String, Object> fields(T row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        columns.forEach(c -> fields.put(c.heading(), c.cell().apply(row)));
        return fields;
    }

    private List<String> headings() {
        return columns.stream().map(Column::heading).toList();
    }
}
