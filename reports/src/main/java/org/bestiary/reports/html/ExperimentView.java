package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/** What the template of an experiment's page shows. Only completed runs count towards mean and range. */
record ExperimentView(
        String experiment,
        String runCount,
        String models,
        String datasets,
        Optional<String> unfinished,
        boolean tested,
        String mean,
        String label,
        Optional<Range> range,
        Optional<String> from,
        List<Row> rows,
        boolean training,
        List<ChartView> curves,
        String version) {
    record Range(String low, String high, int count) {}

    record Row(
            String id,
            String link,
            long seed,
            String accuracy,
            Optional<HeadlineView.Interval> interval,
            String bestEpoch,
            String trainTime) {}

    /** The style: a number is set larger than a word. */
    String kind() {
        return tested ? "number" : "word";
    }

    static ExperimentView of(List<RunRecord> runs, List<String> links) {
        List<TestEvaluation> tests =
                runs.stream().flatMap(run -> result(run).stream()).toList();
        DoubleSummaryStatistics top1 =
                tests.stream().mapToDouble(TestEvaluation::top1).summaryStatistics();
        double from = HeadlineView.Interval.scaleStart(
                tests.stream().mapToDouble(TestEvaluation::top1Low).min().orElse(0));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            rows.add(row(runs.get(i), links.get(i), from));
        }
        boolean tested = !tests.isEmpty();
        List<ChartView> charts = RunCharts.seeds(runs);
        return new ExperimentView(
                distinct(runs, RunRecord::experiment),
                Figures.count(runs.size()),
                distinct(runs, run -> run.model().title()),
                distinct(runs, run -> run.dataset().title()),
                unfinished(runs),
                tested,
                tested ? Figures.percent(top1.getAverage()) : "no result",
                tests.size() > 1 ? "mean test accuracy" : tested ? "test accuracy" : "no run has been completed",
                tests.size() > 1
                        ? Optional.of(
                                new Range(Figures.percent(top1.getMin()), Figures.percent(top1.getMax()), tests.size()))
                        : Optional.empty(),
                tested ? Optional.of(String.format(Locale.ROOT, "%.0f", from)) : Optional.empty(),
                rows,
                !charts.isEmpty(),
                charts,
                distinct(runs, run -> run.provenance().version()));
    }

    private static Row row(RunRecord run, String link, double from) {
        return new Row(
                run.id(),
                link,
                run.seed(),
                result(run)
                        .map(test -> Figures.percent(test.top1()) + "%")
                        .orElse(run.status().label()),
                result(run).map(test -> HeadlineView.Interval.of(test, from)),
                run.best().map(best -> Figures.count(best.epoch())).orElse(Figures.NONE),
                Figures.duration(run.provenance().trainSeconds()));
    }

    private static Optional<TestEvaluation> result(RunRecord run) {
        return run.status() == RunStatus.COMPLETED ? run.test() : Optional.empty();
    }

    private static Optional<String> unfinished(List<RunRecord> runs) {
        List<String> others = runs.stream()
                .filter(run -> result(run).isEmpty())
                .map(run -> run.id() + " (" + run.status().label() + ")")
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of("Not counted: " + String.join(", ", others));
    }

    private static String distinct(List<RunRecord> runs, Function<RunRecord, String> part) {
        return runs.stream().map(part).distinct().collect(Collectors.joining(", "));
    }
}
