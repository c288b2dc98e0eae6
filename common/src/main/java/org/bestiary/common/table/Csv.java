package org.bestiary.common.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A table as comma-separated values (RFC 4180), written row by row: a line of names, then as many rows as there are, none of
 * which is kept. What does not exist is an empty cell.
 *
 * @param <T> what a row is about
 */
public final class Csv<T> {
    private final List<Column<T>> columns;
    private final CSVPrinter printer;
    private long rows;

    /**
     * Writes the line of names.
     *
     * @param columns the columns
     * @param out where to; it is left open
     * @param lineEnd what ends a line
     * @throws UncheckedIOException if it cannot be written
     */
    Csv(List<Column<T>> columns, Appendable out, String lineEnd) {
        this.columns = columns;
        try {
            // Not closed: that would close standard output.
            printer = new CSVPrinter(
                    out, CSVFormat.RFC4180.builder().setRecordSeparator(lineEnd).get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        print(columns.stream().map(Column::heading).toList());
    }

    /**
     * Writes a row.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void row(T row) {
        print(columns.stream().map(c -> c.of(row).orElse("")).toList());
        rows++;
    }

    /**
     * Hands on what is held back.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void flush() {
        try {
            printer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many rows were written. */
    public long rows() {
        return rows;
    }

    private void print(List<?> cells) {
        try {
            printer.printRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads lines of values, of whatever table; the names are the first.
     *
     * @throws UncheckedIOException if a quote is not closed
     */
    public static List<List<String>> read(String text) {
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            return parser.getRecords().stream().map(CSVRecord::toList).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
