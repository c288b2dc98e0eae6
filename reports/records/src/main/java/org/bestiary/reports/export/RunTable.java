package org.bestiary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;

/**
 * Stored runs as comma-separated values (RFC 4180), whatever their number: only a part of them is in memory at a time. What
 * does not exist is an empty cell.
 */
public final class RunTable {
    private static final List<String> RUN_COLUMNS = List.of(
            "id",
            "experiment",
            "model",
            "engine",
            "dataset",
            "status",
            "seed",
            "epochs",
            "trainLoss",
            "validationAccuracy",
            "testAccuracy",
            "learnableParameters",
            "started",
            "finished",
            "seconds",
            "tags",
            "host",
            "directory");

    private static final List<String> EPOCH_COLUMNS = List.of(
            "id",
            "experiment",
            "model",
            "seed",
            "epoch",
            "steps",
            "learningRate",
            "trainLoss",
            "trainAccuracy",
            "validationLoss",
            "validationAccuracy",
            "seconds",
            "imagesPerSecond");

    private RunTable() {}

    /**
     * Writes a row for each run.
     *
     * @param store where the runs are
     * @param condition which of them
     * @param out where to; it is left open
     * @return how many rows
     * @throws IOException if they cannot be written
     */
    public static long runs(RunStore store, Condition condition, Appendable out) throws IOException {
        return write(RUN_COLUMNS, out, table -> store.each(condition, run -> table.row(cells(run))));
    }

    /**
     * Writes a row for each epoch of each run.
     *
     * @param store where the runs are
     * @param condition which of them
     * @param out where to; it is left open
     * @return how many rows
     * @throws IOException if they cannot be written
     */
    public static long epochs(RunStore store, Condition condition, Appendable out) throws IOException {
        return write(
                EPOCH_COLUMNS, out, table -> store.eachEpoch(condition, (run, epoch) -> table.row(cells(run, epoch))));
    }

    private interface Source {
        void pourInto(Table table);
    }

    /** Counts rows, and carries what goes wrong with writing through the store. */
    private static final class Table {
        private final CSVPrinter printer;
        private long rows;

        Table(CSVPrinter printer) {
            this.printer = printer;
        }

        void row(Stream<?> cells) {
            try {
                printer.printRecord(cells.map(RunTable::cell));
                rows++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static long write(List<String> columns, Appendable out, Source source) throws IOException {
        try {
            // Not closed: that would close standard output.
            CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
            printer.printRecord(columns);
            Table table = new Table(printer);
            source.pourInto(table);
            printer.flush();
            return table.rows;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Stream<?> cells(RunRow run, EpochMetrics e) {
        return Stream.of(
                run.id(),
                run.experiment(),
                run.model(),
                run.seed(),
                e.epoch(),
                e.steps(),
                e.learningRate(),
                e.trainLoss(),
                e.trainAccuracy(),
                e.validationLoss(),
                e.validationAccuracy(),
                e.seconds(),
                e.imagesPerSecond());
    }

    private static Stream<?> cells(RunRow r) {
        return Stream.of(
                r.id(),
                r.experiment(),
                r.model(),
                r.engine(),
                r.dataset(),
                r.status().label(),
                r.seed(),
                r.epochs(),
                r.trainLoss(),
                r.validationAccuracy(),
                r.testAccuracy(),
                r.learnableParameters(),
                r.started(),
                r.finished(),
                r.seconds(),
                String.join(" ", r.tags()),
                r.host(),
                r.directory());
    }

    private static Object cell(Object value) {
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : "";
        }
        return value instanceof Optional<?> optional
                ? optional.map(Object.class::cast).orElse("")
                : value;
    }
}
