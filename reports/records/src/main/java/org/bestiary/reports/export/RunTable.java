package org.bestiary.reports.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Csv;
import org.bestiary.common.table.Table;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;

/**
 * Stored runs as comma-separated values (RFC 4180), whatever their number: only a part of them is in memory at a time. What
 * does not exist is an empty cell.
 */
public final class RunTable {
    private static final Table<RunRow> RUNS = Table.of(
            Column.left("id", RunRow::id),
            Column.left("experiment", RunRow::experiment),
            Column.left("model", RunRow::model),
            Column.left("engine", RunRow::engine),
            Column.left("dataset", RunRow::dataset),
            Column.left("status", r -> r.status().label()),
            Column.right("seed", RunRow::seed),
            Column.right("epochs", RunRow::epochs),
            Column.right("trainLoss", RunRow::trainLoss),
            Column.right("validationAccuracy", RunRow::validationAccuracy),
            Column.right("testAccuracy", RunRow::testAccuracy),
            Column.right("learnableParameters", RunRow::learnableParameters),
            Column.left("started", r -> r.started().toString()),
            Column.left("finished", r -> r.finished().map(Instant::toString)),
            Column.right("seconds", RunRow::seconds),
            Column.left("tags", RunRow::tags),
            Column.left("host", RunRow::host),
            Column.left("directory", r -> r.directory().toString()));

    /** An epoch, and the run that it is of. */
    private record EpochOfRun(RunRow run, EpochMetrics epoch) {}

    private static final Table<EpochOfRun> EPOCHS = new Table<>(Stream.concat(
                    Stream.<Column<EpochOfRun>>of(
                            Column.left("id", e -> e.run().id()),
                            Column.left("experiment", e -> e.run().experiment()),
                            Column.left("model", e -> e.run().model()),
                            Column.right("seed", e -> e.run().seed())),
                    Arrays.stream(EpochMetric.values())
                            .map(metric -> Column.<EpochOfRun>right(metric.id(), e -> metric.number(e.epoch()))))
            .toList());

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
        return write(RUNS, out, csv -> store.each(condition, csv::row));
    }

    /** A run as the fields of a document, named like the columns. */
    public static Map<String, Object> fields(RunRow run) {
        return RUNS.fields(run);
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
                EPOCHS, out, csv -> store.eachEpoch(condition, (run, epoch) -> csv.row(new EpochOfRun(run, epoch))));
    }

    private static <T> long write(Table<T> table, Appendable out, Consumer<Csv<T>> source) throws IOException {
        try {
            Csv<T> csv = table.csv(out, "\r\n");
            source.accept(csv);
            csv.flush();
            return csv.rows();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
