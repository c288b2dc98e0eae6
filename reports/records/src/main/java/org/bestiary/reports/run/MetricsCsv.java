package org.bestiary.reports.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;

/** The epochs as comma-separated values: one row each, the columns named as in {@code run.json}, absent values empty. */
public final class MetricsCsv {
    private static final Table<EpochMetrics> TABLE = new Table<>(Arrays.stream(EpochMetric.values())
            .map(metric -> Column.<EpochMetrics>right(metric.id(), metric::number))
            .toList());

    private MetricsCsv() {}

    /** The table, a line of names first. */
    public static String of(List<EpochMetrics> epochs) {
        return TABLE.csv(epochs, "\n");
    }

    /**
     * Reads epochs back.
     *
     * @throws IllegalArgumentException if a line is none of these
     */
    static List<EpochMetrics> read(List<String> lines) {
        List<EpochMetrics> epochs = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] cells = line.split(",", -1);
            EpochMetric[] metrics = EpochMetric.values();
            Rules.require(
                    cells.length == metrics.length,
                    "an epoch must have " + metrics.length + " values, got " + Rules.quote(line) + "; remove the line");
            Map<EpochMetric, OptionalDouble> values = new EnumMap<>(EpochMetric.class);
            for (int i = 0; i < cells.length; i++) {
                values.put(metrics[i], metrics[i].parse(cells[i]));
            }
            epochs.add(EpochMetrics.of(values));
        }
        return epochs;
    }
}
