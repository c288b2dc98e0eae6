package org.bestiary.experiments.search;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What trials are compared by. There are metrics of the validation images only: what the test images say must not choose
 * anything.
 *
 * @param metric what is measured after each epoch
 * @param maximise whether more is better
 */
public record Objective(Metric metric, boolean maximise) {
    /** What is measured. */
    public enum Metric {
        /** Top-1 accuracy on the validation images, in percent. */
        VALIDATION_ACCURACY("validationAccuracy"),
        /** Mean loss on the validation images. */
        VALIDATION_LOSS("validationLoss");

        private final String id;

        Metric(String id) {
            this.id = id;
        }

        /** The name in specs. */
        public String id() {
            return id;
        }

        /** The metric of this name; the schema has checked that there is one. */
        static Metric of(String id) {
            return id.equals(VALIDATION_LOSS.id) ? VALIDATION_LOSS : VALIDATION_ACCURACY;
        }
    }

    /** The one of the two that is compared; NaN where it was not measured. */
    public double value(OptionalDouble validationAccuracy, OptionalDouble validationLoss) {
        return (metric == Metric.VALIDATION_ACCURACY ? validationAccuracy : validationLoss).orElse(Double.NaN);
    }

    /** A value turned so that less is better, and back again. */
    public double loss(double value) {
        return maximise ? -value : value;
    }

    /** A value for people, with its unit. */
    public String text(double value) {
        return metric == Metric.VALIDATION_ACCURACY
                ? String.format(Locale.ROOT, "%.2f%%", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    /** In words, as {@code maximise validationAccuracy}. */
    public String label() {
        return (maximise ? "maximise " : "minimise ") + metric.id();
    }
}
