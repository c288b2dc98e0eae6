package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bestiary.reports.chart.Axis;
import org.bestiary.reports.chart.BarChart;
import org.bestiary.reports.chart.Chart;
import org.bestiary.reports.chart.Colour;
import org.bestiary.reports.chart.PointChart;
import org.bestiary.reports.chart.PointChart.Group;
import org.bestiary.reports.chart.PointChart.Line;
import org.bestiary.reports.chart.PointChart.Point;
import org.bestiary.reports.chart.PointChart.Side;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;

/** The charts of a sweep. Every dot and line of a chart refers to its trial, so that the page can tell of it. */
final class SweepCharts {
    private static final String TABLE = "the figures are in the table of trials";

    private final SweepReport report;
    private final SweepMeasure measure;
    private final SweepSelection selection;

    SweepCharts(SweepReport report, SweepSelection selection) {
        this.report = report;
        this.measure = SweepMeasure.of(report);
        this.selection = selection;
    }

    /** All of them. */
    static List<ChartView> of(SweepReport report) {
        SweepSelection selection = new SweepSelection(report);
        SweepCharts charts = new SweepCharts(report, selection);
        SweepSpaceCharts space = new SweepSpaceCharts(report, selection);
        return Stream.of(
                        charts.history(),
                        space.parallel(),
                        charts.importance(),
                        space.slices(),
                        space.pairs(),
                        charts.curves())
                .flatMap(List::stream)
                .toList();
    }

    /** The value of every trial, and the best so far against the epochs spent. */
    List<ChartView> history() {
        if (selection.valued().isEmpty()) {
            return List.of();
        }
        Axis values = selection.valueAxis();
        int last = report.trials().stream().mapToInt(SweepTrial::number).max().orElse(0);
        Side across = Side.of("trial", Axis.whole(0, last, 8), Axis.Unit.WHOLE);
        List<Group> groups = byStatus(selection, t -> t.number());
        double worst = measure.maximise() ? values.low() : values.high();
        List<Point> failed = report.trials().stream()
                .filter(t -> t.status().equals("failed"))
                .map(t -> new Point(t.number(), worst, t.number()))
                .toList();
        if (!failed.isEmpty()) {
            groups.add(new Group("failed", Colour.ALARM, false, failed));
        }
        List<ChartView> views = new ArrayList<>();
        Chart history = new PointChart(
                "What each trial came to", across, selection.valueSide(), groups, List.of(bestSoFar(last)));
        views.add(ChartView.half("chart-history", history, TABLE));
        if (!report.progress().isEmpty()) {
            views.add(ChartView.half("chart-progress", progress(), TABLE));
        }
        return views;
    }

    private Line bestSoFar(int last) {
        List<Point> steps = new ArrayList<>();
        double best = Double.NaN;
        for (SweepTrial t : report.trials().stream()
                .sorted(Comparator.comparingInt(SweepTrial::number))
                .toList()) {
            double value = SweepMeasure.value(t);
            if (Double.isFinite(value) && (Double.isNaN(best) || measure.isBetter(value, best))) {
                best = value;
                steps.add(Point.of(t.number(), value));
            }
        }
        steps.add(Point.of(last, best));
        return new Line("best so far", Colour.WARM, 2, 1, true, List.of(steps));
    }

    private PointChart progress() {
        List<Point> points = report.progress().stream()
                .map(p -> new Point(p.epochs(), p.value(), p.trial()))
                .toList();
        double most = report.progress().stream()
                .mapToDouble(SweepReport.Progress::epochs)
                .max()
                .orElse(1);
        Axis values = Axis.linear(points.stream().mapToDouble(Point::y), 5);
        return new PointChart(
                "Best so far against epochs spent",
                Side.of("epochs spent on all trials that had ended", Axis.whole(0, most, 7), Axis.Unit.COUNT),
                Side.of(measure.axisName(), values, measure.unit()),
                List.of(new Group("", Colour.WARM, true, points)),
                List.of(new Line("", Colour.WARM, 2, 1, true, List.of(points))));
    }

    /** How much of the differences between trials each parameter accounts for. */
    List<ChartView> importance() {
        if (!selection.importanceKnown()) {
            return List.of();
        }
        List<BarChart.Bar> bars = selection.parameters().stream()
                .map(a -> new BarChart.Bar(
                        a.path(),
                        a.importance().orElse(0),
                        String.format(
                                Locale.ROOT, "%.0f%%", 100 * a.importance().orElse(0))))
                .toList();
        return List.of(new ChartView(
                "chart-importance",
                new BarChart("Which parameters mattered", bars),
                ChartView.Width.HALF,
                Math.max(150, 42 * bars.size()),
                "the figures are in the table of parameters"));
    }

    /** The value after each epoch of a trial, with where it was stopped. */
    List<ChartView> curves() {
        List<SweepTrial> lines = selection.lines().stream()
                .filter(t -> t.values().stream().anyMatch(Double::isFinite))
                .toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        int longest = lines.stream().mapToInt(t -> t.values().size()).max().orElse(1);
        List<Double> all = lines.stream().flatMap(t -> t.values().stream()).toList();
        List<Group> ends = new ArrayList<>();
        List<Point> stopped = lines.stream()
                .filter(t -> t.status().equals("pruned"))
                .map(t -> new Point(
                        t.values().size(), t.values().get(Math.max(0, t.values().size() - 1)), t.number()))
                .toList();
        if (!stopped.isEmpty()) {
            ends.add(new Group("stopped here", Colour.MUTED, false, stopped));
        }
        List<Line> kinds = new ArrayList<>();
        kinds.add(curves(
                "pruned",
                Colour.MUTED,
                1.1,
                0.5,
                lines.stream().filter(t -> t.status().equals("pruned"))));
        kinds.add(curves(
                "others",
                Colour.ACCENT,
                1.3,
                0.7,
                lines.stream().filter(t -> !t.status().equals("pruned") && !selection.isBest(t))));
        kinds.add(curves("best", Colour.WARM, 2.6, 1, lines.stream().filter(selection::isBest)));
        Chart chart = new PointChart(
                "Trials as they went",
                Side.of("epochs of the trial, of all its seeds", Axis.whole(1, longest, 12), Axis.Unit.WHOLE),
                Side.of(measure.axisName(), measure.axis(all), measure.unit()),
                ends,
                kinds.stream().filter(k -> !k.paths().isEmpty()).toList());
        return List.of(ChartView.full("chart-curves", chart, 380, TABLE));
    }

    private static Line curves(
            String name, String colour, double thickness, double opacity, Stream<SweepTrial> trials) {
        List<List<Point>> paths = trials.map(t -> {
                    List<Point> points = new ArrayList<>();
                    t.values().forEach(v -> points.add(Point.of(points.size() + 1, v)));
                    return List.copyOf(points);
                })
                .filter(p -> !p.isEmpty())
                .toList();
        return new Line(name, colour, thickness, opacity, false, paths);
    }

    /** Pruned trials and, upon them, the others that came to a value. */
    static List<Group> byStatus(SweepSelection selection, ToDoubleFunction<SweepTrial> place) {
        List<Point> pruned = new ArrayList<>();
        List<Point> others = new ArrayList<>();
        for (SweepTrial t : selection.valued()) {
            (t.status().equals("pruned") ? pruned : others)
                    .add(new Point(place.applyAsDouble(t), SweepMeasure.value(t), t.number()));
        }
        List<Group> groups = new ArrayList<>();
        if (!pruned.isEmpty()) {
            groups.add(new Group("pruned", Colour.MUTED, false, pruned));
        }
        if (!others.isEmpty()) {
            groups.add(new Group("completed", Colour.ACCENT, true, others));
        }
        return groups;
    }
}
