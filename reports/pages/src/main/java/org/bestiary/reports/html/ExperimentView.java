package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Entry;
import org.bestiary.reports.evaluation.Spread;
import org.bestiary.reports.run.Repeats;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/**
 * What the template of an experiment's page shows. Only completed runs count towards mean and range. Those of a
 * cross-validation are about the validation images first: every training image was one of them once.
 */
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
        boolean folded,
        boolean everyFold,
        Optional<Beside> beside,
        Optional<String> from,
        List<SeedRow> rows,
        boolean training,
        List<ChartView> curves,
        String version) {
    /** The ends of several results, and how far they are apart. */
    record Range(String low, String high, String deviation, String of) {
        static Optional<Range> of(Optional<Spread> spread, Repeats repeats) {
            return spread.filter(s -> s.count() > 1)
                    .map(s -> new Range(
                            Figures.percent(s.low()),
                            Figures.percent(s.high()),
                            Figures.percent(s.deviation()),
                            repeats.text()));
        }
    }

    /** The test accuracy, where something else is the headline. */
    record Beside(String mean, Optional<Range> range) {}

    record SeedRow(
            String id,
            String link,
            long seed,
            Optional<Part> fold,
            String accuracy,
            Optional<HeadlineView.Interval> interval,
            String bestEpoch,
            String trainTime) {}

    /** What a row says of its fold. */
    record Part(int number, String validation) {}

    /** The style: a number is set larger than a word. */
    String kind() {
        return tested ? "number" : "word";
    }

    static ExperimentView of(List<RunRecord> runs, List<String> links) {
        Entry all = new Entry("all", runs.stream().map(ExperimentView::compared).toList());
        boolean folded = all.repeats().folded();
        List<TestEvaluation> tests = all.results();
        Optional<Spread> test =
                Spread.of(tests.stream().map(TestEvaluation::top1).toList());
        Optional<Spread> shown = folded ? all.validation() : test;
        Repeats repeats =
                Repeats.of(runs.stream().filter(run -> counts(run, folded)).toList());
        double from = HeadlineView.Interval.scaleStart(
                tests.stream().mapToDouble(TestEvaluation::top1Low).min().orElse(0));
        List<SeedRow> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            rows.add(row(runs.get(i), links.get(i), from, folded));
        }
        List<ChartView> charts = RunCharts.seeds(runs);
        String what = folded ? "validation accuracy" : "test accuracy";
        return new ExperimentView(
                distinct(runs, RunRecord::experiment),
                Figures.count(runs.size()),
                distinct(runs, run -> run.model().title()),
                distinct(runs, run -> run.dataset().title()),
                unfinished(runs, folded),
                shown.isPresent(),
                shown.map(s -> Figures.percent(s.mean())).orElse("no result"),
                shown.map(s -> s.count() > 1 ? "mean " + what : what).orElse("no run has been completed"),
                Range.of(shown, repeats),
                folded,
                repeats.folds() == repeats.ofFolds(),
                test.filter(t -> folded).map(t -> new Beside(Figures.percent(t.mean()), Range.of(test, repeats))),
                tests.isEmpty() ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "%.0f", from)),
                rows,
                !charts.isEmpty(),
                charts,
                distinct(runs, run -> run.provenance().version()));
    }

    private static ComparedRun compared(RunRecord run) {
        return new ComparedRun(run, Optional.empty(), Optional.empty());
    }

    /** Whether a run has the result that the page is about. */
    private static boolean counts(RunRecord run, boolean folded) {
        return folded ? compared(run).validation().isPresent() : result(run).isPresent();
    }

    private static SeedRow row(RunRecord run, String link, double from, boolean folded) {
        return new SeedRow(
                run.id(),
                link,
                run.seed(),
                run.fold().filter(f -> folded).map(f -> new Part(f.number(), validation(run))),
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

    private static String validation(RunRecord run) {
        OptionalDouble accuracy = compared(run).validation();
        return accuracy.isPresent() ? Figures.percent(accuracy) + "%" : Figures.NONE;
    }

    private static Optional<String> unfinished(List<RunRecord> runs, boolean folded) {
        List<String> others = runs.stream()
                .filter(run -> !counts(run, folded))
                .map(run -> run.id() + " (" + run.status().label() + ")")
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of("Not counted: " + String.join(", ", others));
    }

    private static String distinct(List<RunRecord> runs, Function<RunRecord, String> part) {
        return runs.stream().map(part).distinct().collect(Collectors.joining(", "));
    }
}
