package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bestiary.reports.chart.Axis;
import org.bestiary.reports.chart.Chart;
import org.bestiary.reports.chart.Colour;
import org.bestiary.reports.chart.ParallelChart;
import org.bestiary.reports.chart.PointChart;
import org.bestiary.reports.chart.PointChart.Group;
import org.bestiary.reports.chart.PointChart.Point;
import org.bestiary.reports.chart.PointChart.Side;
import org.bestiary.reports.sweep.SweepAxis;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;

/** The charts of a sweep that have its parameters as axes: parallel coordinates, slices and pairs. */
final class SweepSpaceCharts {
    private static final String TABLE = "the figures are in the table of trials";
    private static final int PAIRED = 3;
    /** How much of a category's room its points are spread over, so that they do not cover each other. */
    private static final double SPREAD = 0.62;

    /** Multiples of an irrational number are spread evenly; of two of them, over a square. */
    private static final double GOLDEN = 0.7548776662466927;

    private static final double ROOT = 0.5698402909980532;

    private final SweepMeasure measure;
    private final SweepSelection selection;

    SweepSpaceCharts(SweepReport report, SweepSelection selection) {
        this.measure = SweepMeasure.of(report);
        this.selection = selection;
    }

    /** Every parameter an axis, the value the last, every trial a line. */
    List<ChartView> parallel() {
        List<SweepTrial> lines = selection.lines();
        if (lines.isEmpty()) {
            return List.of();
        }
        Axis values = selection.valueAxis();
        List<ParallelChart.Rail> rails = new ArrayList<>();
        for (SweepAxis axis : selection.parameters()) {
            rails.add(new ParallelChart.Rail(selection.shortName(axis), ticks(axis)));
        }
        rails.add(new ParallelChart.Rail(
                measure.axisName(),
                values.ticks().stream()
                        .map(t -> new ParallelChart.Tick(values.at(t), Axis.label(t, measure.unit())))
                        .toList()));
        List<Chart.Key> keys = new ArrayList<>();
        if (!selection.valued().isEmpty()) {
            for (int g = 0; g < selection.groups(); g++) {
                keys.add(new Chart.Key(selection.groupName(g), selection.groupColour(g), ""));
            }
        }
        int without = keys.size();
        if (lines.stream().anyMatch(t -> !Double.isFinite(SweepMeasure.value(t)))) {
            keys.add(new Chart.Key("without a value", Colour.ALARM, "3 3"));
        }
        List<ParallelChart.Thread> threads = lines.stream()
                .map(t -> {
                    List<Double> at = new ArrayList<>();
                    selection.parameters().forEach(a -> at.add(t.positions().getOrDefault(a.path(), Double.NaN)));
                    double value = SweepMeasure.value(t);
                    at.add(Double.isFinite(value) ? values.at(value) : Double.NaN);
                    int key = Double.isFinite(value) ? selection.group(t) : without;
                    return new ParallelChart.Thread(at, key, selection.isBest(t), t.number());
                })
                .toList();
        ParallelChart chart = new ParallelChart("Trials as lines through their parameters", rails, threads, keys);
        int height = rails.size() > 8 ? 74 * rails.size() : Math.max(420, 80 * rails.size());
        return List.of(ChartView.full("chart-parallel", chart, height, TABLE));
    }

    private static List<ParallelChart.Tick> ticks(SweepAxis axis) {
        List<ParallelChart.Tick> ticks = new ArrayList<>();
        if (!axis.values().isEmpty()) {
            int n = axis.values().size();
            for (int i = 0; i < n; i++) {
                ticks.add(new ParallelChart.Tick(
                        (i + 0.5) / n, SweepMeasure.setting(axis.values().get(i))));
            }
            return ticks;
        }
        Axis range = range(axis);
        Stream.concat(
                        Stream.of(range.low(), range.high()),
                        range.ticks().stream().filter(t -> range.at(t) > 0.12 && range.at(t) < 0.88))
                .forEach(t -> ticks.add(new ParallelChart.Tick(range.at(t), Figures.setting(t))));
        ticks.sort(Comparator.comparingDouble(ParallelChart.Tick::at));
        return ticks;
    }

    /** The value against each parameter. */
    List<ChartView> slices() {
        List<ChartView> views = new ArrayList<>();
        if (!selection.valued().isEmpty()) {
            for (SweepAxis axis : selection.parameters()) {
                List<Group> groups = SweepCharts.byStatus(selection, t -> place(axis, t, GOLDEN));
                Chart chart = new PointChart(axis.path(), side(axis), selection.valueSide(), groups, List.of());
                views.add(ChartView.half("chart-slice-" + (views.size() + 1), chart, TABLE));
            }
        }
        return views;
    }

    /** The most important parameters against each other. */
    List<ChartView> pairs() {
        List<SweepAxis> axes = selection.parameters().stream().limit(PAIRED).toList();
        List<ChartView> views = new ArrayList<>();
        if (selection.valued().isEmpty()) {
            return views;
        }
        for (int i = 0; i < axes.size(); i++) {
            for (int j = i + 1; j < axes.size(); j++) {
                SweepAxis x = axes.get(i);
                SweepAxis y = axes.get(j);
                List<Group> groups = new ArrayList<>();
                for (int g = selection.groups() - 1; g >= 0; g--) {
                    int group = g;
                    List<Point> points = selection.valued().stream()
                            .filter(t -> selection.group(t) == group)
                            .map(t -> new Point(place(x, t, GOLDEN), place(y, t, ROOT), t.number()))
                            .toList();
                    groups.add(new Group(selection.groupName(g), selection.groupColour(g), true, points));
                }
                String title = selection.shortName(x) + " and " + selection.shortName(y);
                Chart chart = new PointChart(title, side(x), side(y), groups, List.of());
                views.add(ChartView.half("chart-pair-" + (views.size() + 1), chart, TABLE));
            }
        }
        return views;
    }

    private Side side(SweepAxis axis) {
        return axis.values().isEmpty()
                ? Side.of(selection.shortName(axis), range(axis), Axis.Unit.PLAIN)
                : Side.named(
                        selection.shortName(axis),
                        axis.values().stream().map(SweepMeasure::setting).toList());
    }

    /** The range of a number exactly as the space has it. */
    private static Axis range(SweepAxis axis) {
        double low = axis.low().orElse(0);
        double high = axis.high().orElse(1);
        if (!(high > low)) {
            return new Axis(low - 0.5, low + 0.5, false, List.of(low));
        }
        Axis round = axis.log() && low > 0
                ? Axis.logarithmic(List.of(low, high))
                : Axis.linear(Stream.of(low, high).mapToDouble(v -> v), 5);
        return new Axis(
                low,
                high,
                round.log(),
                round.ticks().stream()
                        .filter(t -> t >= low * (1 - 1e-9) && t <= high * (1 + 1e-9))
                        .toList());
    }

    /** Where a trial is on a parameter's axis; NaN if it does not have the parameter. */
    private static double place(SweepAxis axis, SweepTrial t, double step) {
        JsonNode value = t.parameters().get(axis.path());
        if (value == null) {
            return Double.NaN;
        }
        if (axis.values().isEmpty()) {
            return value.asDouble(Double.NaN);
        }
        int category = axis.values().indexOf(value);
        double aside = SPREAD * (t.number() * step % 1 - 0.5);
        return category < 0 ? Double.NaN : category + aside;
    }
}
