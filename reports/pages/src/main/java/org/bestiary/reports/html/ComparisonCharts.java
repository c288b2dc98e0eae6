package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.bestiary.reports.chart.Axis;
import org.bestiary.reports.chart.Chart.Key;
import org.bestiary.reports.chart.Colour;
import org.bestiary.reports.chart.LineChart;
import org.bestiary.reports.chart.ScatterChart;
import org.bestiary.reports.chart.ScatterChart.Bubble;
import org.bestiary.reports.chart.ScatterChart.Side;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.compare.Entry;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.ModelSummary;
import org.bestiary.reports.run.RunRecord;

/**
 * The charts of a comparison. Up to twelve networks have a colour each, on every page the same unless two of them want the
 * same one. Of more, curves of one colour differ by their dashes,
 * and bubbles have the colour of their family.
 */
final class ComparisonCharts {
    private static final int OWN_COLOURS = 12;
    private static final String TABLE = "the figures are in the table of networks";

    private final List<Entry> entries;
    private final List<String> families;
    private final boolean byFamily;
    private final List<Integer> hues;

    private ComparisonCharts(List<Entry> entries) {
        this.entries = entries;
        this.families = entries.stream().map(e -> e.model().family()).distinct().toList();
        this.byFamily = entries.size() > OWN_COLOURS;
        this.hues = NetworkColours.of(
                entries.stream().map(e -> e.model().id() + " " + e.name()).toList());
    }

    /** Accuracy against parameters and against multiply-adds, then curves of validation loss and accuracy. */
    static List<ChartView> of(Comparison comparison) {
        ComparisonCharts charts = new ComparisonCharts(comparison.entries());
        List<ChartView> views = new ArrayList<>();
        if (comparison.best().isPresent()) {
            views.add(charts.scatter(
                    "chart-parameters",
                    "Accuracy against parameters; bubbles grow with multiply-adds",
                    "learnable parameters",
                    ModelSummary::learnableParameters,
                    ModelSummary::multiplyAdds));
            views.add(charts.scatter(
                    "chart-cost",
                    "Accuracy against multiply-adds; bubbles grow with parameters",
                    "multiply-adds for one image",
                    ModelSummary::multiplyAdds,
                    ModelSummary::learnableParameters));
        }
        views.addAll(RunCharts.validation(charts::curves));
        return views;
    }

    private String colour(int i) {
        return Colour.series(byFamily ? families.indexOf(entries.get(i).model().family()) : hues.get(i));
    }

    private ChartView scatter(
            String id,
            String title,
            String axis,
            ToLongFunction<ModelSummary> across,
            ToLongFunction<ModelSummary> size) {
        double largest = entries.stream()
                .mapToLong(e -> size.applyAsLong(e.model()))
                .max()
                .orElse(1);
        List<Bubble> bubbles = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry e = entries.get(i);
            String colour = colour(i);
            e.accuracy()
                    .ifPresent(a -> bubbles.add(new Bubble(
                            e.name(),
                            across.applyAsLong(e.model()),
                            a.mean(),
                            a.low(),
                            a.high(),
                            size.applyAsLong(e.model()) / Math.max(1, largest),
                            colour,
                            tip(e, a))));
        }
        List<Key> groups = byFamily
                ? families.stream()
                        .map(f -> new Key(f, Colour.series(families.indexOf(f)), ""))
                        .toList()
                : List.of();
        return ChartView.full(
                id,
                new ScatterChart(
                        title,
                        Side.of(axis, true, Axis.Unit.COUNT),
                        Side.of("test accuracy, %", false, Axis.Unit.PERCENT),
                        bubbles,
                        true,
                        groups),
                460,
                TABLE);
    }

    private static String tip(Entry e, Entry.Accuracy a) {
        return e.name() + "\n" + Figures.percent(a.mean()) + "% (" + Figures.percent(a.low()) + " to "
                + Figures.percent(a.high()) + ")\n" + Figures.count(e.model().learnableParameters())
                + " learnable parameters\n" + Figures.count(e.model().multiplyAdds()) + " multiply-adds";
    }

    private List<LineChart.Series> curves(EpochMetric metric) {
        List<LineChart.Series> series = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry e = entries.get(i);
            List<RunRecord> runs = e.runs().stream().map(ComparedRun::record).toList();
            series.add(RunCharts.mean(e.name(), Colour.series(hues.get(i)), Colour.dash(hues.get(i)), runs, metric));
        }
        return series;
    }
}
