package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bestiary.reports.chart.Axis;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;

/** What the trials of a sweep are compared by: its name, how it is written, and its axis. */
record SweepMeasure(String metric, boolean maximise) {
    private static final int TICKS = 5;

    static SweepMeasure of(SweepReport report) {
        return new SweepMeasure(report.metric(), report.maximise());
    }

    boolean percent() {
        return EpochMetric.find(metric)
                .filter(m -> m.form() == EpochMetric.Form.PERCENT)
                .isPresent();
    }

    /** As {@code validation accuracy}. */
    String name() {
        return metric.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    String axisName() {
        return name() + (percent() ? ", %" : "");
    }

    Axis.Unit unit() {
        return percent() ? Axis.Unit.PERCENT : Axis.Unit.PLAIN;
    }

    /** A figure without its unit. */
    String figure(double value) {
        return percent() ? Figures.percent(value) : Figures.measure(value);
    }

    String text(double value) {
        return figure(value) + (percent() && Double.isFinite(value) ? "%" : "");
    }

    String text(OptionalDouble value) {
        return value.isPresent() ? text(value.getAsDouble()) : Figures.NONE;
    }

    /** The better of two values comes first. */
    Comparator<Double> bestFirst() {
        return maximise ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    boolean isBetter(double value, double other) {
        return maximise ? value > other : value < other;
    }

    /**
     * An axis on which the good ones can be told apart. It reaches as far beyond the middle trial as that is from the best,
     * twice; what is worse stands at its end. A loss has a logarithmic axis instead, where that helps.
     */
    Axis axis(List<Double> values) {
        List<Double> sorted =
                values.stream().filter(Double::isFinite).sorted(bestFirst()).toList();
        if (!percent() || sorted.isEmpty()) {
            return Axis.falling(sorted, TICKS);
        }
        double best = sorted.get(0);
        double middle = sorted.get(sorted.size() / 2);
        double fence = middle + 2 * (middle - best);
        Axis axis = Axis.linear(sorted.stream().mapToDouble(v -> isBetter(fence, v) ? fence : v), TICKS);
        return new Axis(
                Math.max(0, axis.low()),
                Math.min(100, axis.high()),
                false,
                axis.ticks().stream().filter(t -> t >= 0 && t <= 100).toList());
    }

    /** The value of a trial, NaN without one. */
    static double value(SweepTrial trial) {
        return trial.value().orElse(Double.NaN);
    }

    /** A parameter's value as people type it. */
    static String setting(JsonNode value) {
        return value.isFloatingPointNumber()
                ? Figures.setting(value.asDouble())
                : value.isValueNode() ? value.asText() : value.toString();
    }
}
