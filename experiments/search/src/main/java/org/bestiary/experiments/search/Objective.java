package org.bestiary.experiments.search;

import java.util.Locale;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;

/**
 * What trials are compared by. There are metrics of the validation images only: what the test images say must not choose
 * anything.
 *
 * @param metric what is measured after each epoch
 * @param maximise whether more is better
 */
public record Objective(EpochMetric metric, boolean maximise) {
    /** The metric of this name in specs; the schema has checked that there is one. */
    static EpochMetric metric(String id) {
        return EpochMetric.find(id).orElseThrow();
    }

    /** What is compared of an epoch; NaN where it was not measured. */
    public double value(EpochMetrics epoch) {
        return metric.of(epoch).orElse(Double.NaN);
    }

    /** A value turned so that less is better, and back again. */
    public double loss(double value) {
        return maximise ? -value : value;
    }

    /** A value for people, with its unit. */
    public String text(double value) {
        return String.format(Locale.ROOT, metric.form().format(), value)
                + (metric.form() == EpochMetric.Form.PERCENT ? "%" : "");
    }

    /** In words, as {@code maximise validationAccuracy}. */
    public String label() {
        return (maximise ? "maximise " : "minimise ") + metric.id();
    }
}
