package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bestiary.reports.chart.Chart;
import org.bestiary.reports.chart.Colour;
import org.bestiary.reports.chart.LineChart;
import org.bestiary.reports.chart.LineChart.Mark;
import org.bestiary.reports.chart.LineChart.Point;
import org.bestiary.reports.chart.LineChart.Range;
import org.bestiary.reports.chart.LineChart.Scale;
import org.bestiary.reports.chart.LineChart.Series;
import org.bestiary.reports.chart.MatrixChart;
import org.bestiary.reports.chart.ReliabilityChart;
import org.bestiary.reports.evaluation.ClassMetrics;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetric.Quantity;
import org.bestiary.reports.run.EpochMetric.Split;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.Repeats;
import org.bestiary.reports.run.RunRecord;

/** The charts of runs. */
final class RunCharts {
    private static final String TABLE = "the figures are in the table of epochs below";

    private RunCharts() {}

    /** Curves of one run: loss, accuracy, the gap between training and validation, the learning rate. */
    static List<ChartView> curves(RunRecord run) {
        if (run.epochs().isEmpty()) {
            return List.of();
        }
        List<ChartView> charts = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            charts.add(curves(quantity, run));
        }
        List<Point> gap = run.epochs().stream()
                .flatMap(e -> gap(e).stream().mapToObj(points -> new Point(e.epoch(), points)))
                .toList();
        if (!gap.isEmpty()) {
            charts.add(view(
                    "chart-gap",
                    "Training minus validation accuracy, points",
                    Scale.POINTS,
                    List.of(Series.of("gap", Colour.ACCENT, gap)),
                    List.of()));
        }
        charts.add(view(
                "chart-rate",
                "Learning rate by epoch",
                Scale.LOSS,
                List.of(Series.of(
                        "learning rate",
                        Colour.ACCENT,
                        run.epochs().stream()
                                .map(e -> new Point(e.epoch(), e.learningRate()))
                                .toList())),
                List.of()));
        return charts;
    }

    private static OptionalDouble gap(EpochMetrics e) {
        return e.trainAccuracy().isPresent() && e.validationAccuracy().isPresent()
                ? OptionalDouble.of(
                        e.trainAccuracy().getAsDouble() - e.validationAccuracy().getAsDouble())
                : OptionalDouble.empty();
    }

    private static ChartView curves(Quantity quantity, RunRecord run) {
        List<Series> series = new ArrayList<>();
        for (Split split : Split.values()) {
            String colour = split == Split.TRAIN ? Colour.TRAIN : Colour.VALIDATION;
            quantity.on(split).ifPresent(m -> add(series, Series.of(split.words(), colour, points(run, m))));
        }
        List<Mark> marks = new ArrayList<>(seams(run));
        run.best().ifPresent(best -> marks.add(new Mark(best.epoch(), "best")));
        run.epochs().stream()
                .filter(EpochMetrics::diverged)
                .findFirst()
                .ifPresent(e -> marks.add(new Mark(e.epoch(), "diverged")));
        return view(id(quantity), title(quantity.words(), quantity), scale(quantity), series, marks);
    }

    private static String id(Quantity quantity) {
        return "chart-" + quantity.words();
    }

    private static String title(String words, Quantity quantity) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + " by epoch"
                + (scale(quantity) == Scale.PERCENT ? ", %" : "");
    }

    private static Scale scale(Quantity quantity) {
        return quantity.form() == EpochMetric.Form.PERCENT ? Scale.PERCENT : Scale.LOSS;
    }

    /** A chart of each quantity on the validation images, from the curves of its metric; none where there are no curves. */
    static List<ChartView> validation(Function<EpochMetric, List<Series>> curves) {
        List<ChartView> charts = new ArrayList<>();
        for (EpochMetric metric : EpochMetric.on(Split.VALIDATION)) {
            Quantity quantity = metric.quantity().orElseThrow();
            List<Series> series = curves.apply(metric).stream()
                    .filter(s -> !s.points().isEmpty())
                    .toList();
            if (!series.isEmpty()) {
                charts.add(ChartView.half(
                        id(quantity),
                        new LineChart(title(metric.words(), quantity), scale(quantity), series, List.of()),
                        "each run's own page has the figures"));
            }
        }
        return charts;
    }

    /**
     * Where a training of several phases changed: the first epoch of each network that it grew through, and of each further
     * phase.
     */
    private static List<Mark> seams(RunRecord run) {
        List<Mark> seams = new ArrayList<>();
        int epoch = 1;
        for (JsonNode smaller : run.spec().path("model").path("grow")) {
            seams.add(new Mark(epoch, smaller.path("id").asText()));
            epoch += smaller.path("epochs").asInt();
        }
        if (!seams.isEmpty()) {
            seams.add(new Mark(epoch, run.model().id()));
        }
        epoch += run.spec().path("training").path("epochs").asInt();
        for (JsonNode phase : run.spec().path("training").path("phases")) {
            String from = phase.path("unfreezeFrom").asText("next phase");
            seams.add(new Mark(epoch, from.equals("base") ? "all learn" : from));
            epoch += phase.path("epochs").asInt();
        }
        int last = run.epochs().get(run.epochs().size() - 1).epoch();
        return seams.stream().filter(m -> m.x() <= last).toList();
    }

    private static void add(List<Series> all, Series series) {
        if (!series.points().isEmpty()) {
            all.add(series);
        }
    }

    private static ChartView view(String id, String title, Scale scale, List<Series> series, List<Mark> marks) {
        return ChartView.half(id, new LineChart(title, scale, series, marks), TABLE);
    }

    private static List<Point> points(RunRecord run, EpochMetric metric) {
        return run.epochs().stream()
                .filter(e -> metric.of(e).isPresent())
                .map(e -> new Point(e.epoch(), metric.of(e).getAsDouble()))
                .toList();
    }

    /** How far the probabilities of a run can be believed; none if they were not recorded. */
    static List<ChartView> reliability(RunRecord run) {
        return run.test().flatMap(t -> t.calibration()).stream()
                .map(c -> new ChartView(
                        "chart-reliability",
                        new ReliabilityChart("Right answers by the probability given to them", c),
                        ChartView.Width.HALF,
                        340,
                        "the table beside it has the figures"))
                .toList();
    }

    /** The confusion matrix as a picture, for files; a page has it as a table. */
    static List<ChartView> matrix(RunRecord run) {
        return run.test().stream()
                .map(t -> (Chart) new MatrixChart(
                        "What was taken for what",
                        ConfusionMatrix.of(t.confusion()),
                        t.perClass().stream().map(ClassMetrics::name).toList()))
                .map(chart -> ChartView.full("confusion", chart, 900, ""))
                .toList();
    }

    /** Validation curves of several seeds or folds: each one thin, their mean strong, the range between them shaded. */
    static List<ChartView> seeds(List<RunRecord> runs) {
        return validation(metric -> seeds(runs, metric));
    }

    private static List<Series> seeds(List<RunRecord> runs, EpochMetric metric) {
        List<Series> series = new ArrayList<>();
        if (runs.size() > 1) {
            series.add(mean("mean", Colour.ACCENT, "", runs, metric));
        }
        for (int i = 0; i < runs.size(); i++) {
            series.add(new Series(
                    Repeats.name(runs.get(i)),
                    Colour.series(i + 1),
                    Colour.dash(i + 1),
                    points(runs.get(i), metric),
                    List.of()));
        }
        return series;
    }

    /** The mean of a figure over runs at each epoch, with the range between lowest and highest. */
    static Series mean(String name, String colour, String dash, List<RunRecord> runs, EpochMetric metric) {
        List<Point> means = new ArrayList<>();
        List<Range> band = new ArrayList<>();
        List<Integer> epochs = runs.stream()
                .flatMap(run -> run.epochs().stream())
                .map(EpochMetrics::epoch)
                .distinct()
                .sorted()
                .toList();
        for (int epoch : epochs) {
            double[] values = runs.stream()
                    .flatMap(run -> run.epochs().stream())
                    .filter(e -> e.epoch() == epoch)
                    .flatMapToDouble(e -> metric.of(e).stream())
                    .sorted()
                    .toArray();
            if (values.length > 0) {
                double sum = 0;
                for (double value : values) {
                    sum += value;
                }
                means.add(new Point(epoch, sum / values.length));
                if (values.length > 1) {
                    band.add(new Range(epoch, values[0], values[values.length - 1]));
                }
            }
        }
        return new Series(name, colour, dash, means, band);
    }
}
