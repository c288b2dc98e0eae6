package org.bestiary.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The epochs as comma-separated values: one row each, the columns named as in {@code run.json}, absent values empty. */
public final class MetricsCsv {
    private static final String HEADER = "epoch,steps,learningRate,trainLoss,trainAccuracy,validationLoss,"
            + "validationAccuracy,seconds,imagesPerSecond\n";

    private static final int COLUMNS = 9;

    private MetricsCsv() {}

    /** The table, a line of names first. */
    public static String of(List<EpochMetrics> epochs) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (EpochMetrics e : epochs) {
            csv.append(e.epoch()).append(',');
            csv.append(e.steps()).append(',');
            csv.append(e.learningRate()).append(',');
            csv.append(e.trainLoss()).append(',');
            csv.append(cell(e.trainAccuracy())).append(',');
            csv.append(cell(e.validationLoss())).append(',');
            csv.append(cell(e.validationAccuracy())).append(',');
            csv.append(e.seconds()).append(',');
            csv.append(e.imagesPerSecond()).append('\n');
        }
        return csv.toString();
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
            Rules.require(
                    cells.length == COLUMNS,
                    "an epoch must have " + COLUMNS + " values, got " + Rules.quote(line) + "; remove the line");
            epochs.add(new EpochMetrics(
                    Integer.parseInt(cells[0]),
                    Long.parseLong(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    optional(cells[4]),
                    optional(cells[5]),
                    optional(cells[6]),
                    Double.parseDouble(cells[7]),
                    Double.parseDouble(cells[8])));
        }
        return epochs;
    }

    private static OptionalDouble optional(String cell) {
        return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
