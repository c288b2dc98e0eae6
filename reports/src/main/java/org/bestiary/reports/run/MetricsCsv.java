package org.bestiary.reports.run;

import java.util.List;
import java.util.OptionalDouble;

/** The epochs as comma-separated values: one row each, the columns named as in {@code run.json}, absent values empty. */
public final class MetricsCsv {
    private static final String HEADER = "epoch,steps,learningRate,trainLoss,trainAccuracy,validationLoss,"
            + "validationAccuracy,seconds,imagesPerSecond\n";

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

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
