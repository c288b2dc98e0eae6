package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bestiary.reports.sweep.SweepAxis;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;

/** What the template of a sweep shows; every number is text, beside it the value that a table sorts by. */
record SweepView(
        String title,
        String study,
        String method,
        String pruner,
        String metric,
        Optional<String> notice,
        Optional<Best> best,
        List<Fact> facts,
        List<ChartView> history,
        List<ChartView> parallel,
        List<ChartView> slices,
        List<ChartView> pairs,
        List<ChartView> curves,
        List<Parameter> parameters,
        boolean importanceKnown,
        Optional<String> left,
        List<String> columns,
        List<TrialRow> trials,
        String trialCount,
        Commands commands,
        Optional<String> bestYaml,
        String spec) {
    private static final int TIP_PARAMETERS = 8;

    record Best(String number, String figure, String unit, String trial, String how) {}

    record Fact(String term, String value) {}

    /** A row of the table of parameters. */
    record Parameter(
            List<String> parts,
            String range,
            Optional<String> condition,
            ComparisonView.Cell importance,
            String share,
            String best) {}

    /** A row of the table of trials. */
    record TrialRow(
            int number,
            String status,
            ComparisonView.Cell value,
            int epochs,
            List<ComparisonView.Cell> cells,
            String reason,
            boolean best,
            List<Link> runs) {}

    /** A run of a trial: what tells it from the others, and where its page is. */
    record Link(String text, String href) {}

    /** What to type. */
    record Commands(Optional<String> train, Optional<String> resume, String again) {}

    /** The same with another notice, if one is given. */
    SweepView noticed(Optional<String> other) {
        return new SweepView(
                title,
                study,
                method,
                pruner,
                metric,
                other.or(() -> notice),
                best,
                facts,
                history,
                parallel,
                slices,
                pairs,
                curves,
                parameters,
                importanceKnown,
                left,
                columns,
                trials,
                trialCount,
                commands,
                bestYaml,
                spec);
    }

    static SweepView of(
            SweepReport report, Optional<String> bestYaml, String folder, Function<String, Optional<String>> runs) {
        SweepSelection selection = new SweepSelection(report);
        SweepCharts charts = new SweepCharts(report, selection);
        SweepSpaceCharts space = new SweepSpaceCharts(report, selection);
        SweepMeasure measure = SweepMeasure.of(report);
        List<SweepAxis> columns = selection.parameters();
        return new SweepView(
                report.experiment(),
                report.study(),
                report.method(),
                report.pruner(),
                measure.name(),
                notice(report, selection),
                selection.best().map(t -> best(t, measure, report)),
                facts(report),
                charts.history(),
                space.parallel(),
                space.slices(),
                space.pairs(),
                charts.curves(),
                selection.byImportance().stream()
                        .map(a -> parameter(a, selection))
                        .toList(),
                selection.importanceKnown(),
                columns.size() < report.axes().size()
                        ? Optional.of(columns.size() + " of " + report.axes().size() + " parameters"
                                + (selection.importanceKnown() ? ", those that mattered most," : "")
                                + " are drawn and are columns of the table of trials; study.json has the others.")
                        : Optional.empty(),
                columns.stream().map(selection::shortName).toList(),
                selection.ranked().stream()
                        .map(t -> row(t, columns, measure, selection, runs))
                        .toList(),
                Figures.count(report.trials().size()),
                commands(report, folder, bestYaml.isPresent()),
                bestYaml,
                report.spec());
    }

    List<ChartView> charts() {
        List<ChartView> all = new ArrayList<>();
        List.of(history, parallel, slices, pairs, curves).forEach(all::addAll);
        return all;
    }

    boolean anyHistory() {
        return !history.isEmpty();
    }

    boolean anyParallel() {
        return !parallel.isEmpty();
    }

    boolean anySlices() {
        return !slices.isEmpty();
    }

    boolean anyPairs() {
        return !pairs.isEmpty();
    }

    boolean anyCurves() {
        return !curves.isEmpty();
    }

    /** What is told of each trial where it is pointed at. */
    static Map<String, String> tips(SweepReport report) {
        SweepMeasure measure = SweepMeasure.of(report);
        List<SweepAxis> axes = new SweepSelection(report).parameters();
        Map<String, String> tips = new TreeMap<>();
        for (SweepTrial t : report.trials()) {
            String settings = axes.stream()
                    .filter(a -> t.parameters().containsKey(a.path()))
                    .limit(TIP_PARAMETERS)
                    .map(a -> "\n" + a.path() + ": "
                            + SweepMeasure.setting(t.parameters().get(a.path())))
                    .collect(Collectors.joining());
            tips.put(
                    Integer.toString(t.number()),
                    "trial " + t.number() + ", " + t.status() + "\n" + measure.text(t.value()) + settings);
        }
        return tips;
    }

    private static Optional<String> notice(SweepReport report, SweepSelection selection) {
        if (report.trials().isEmpty()) {
            return Optional.of("No trial has begun yet.");
        }
        if (selection.valued().isEmpty()) {
            return Optional.of(
                    report.trials().stream().allMatch(t -> t.status().equals("failed"))
                            ? "Every trial failed; the table of trials says why."
                            : "No trial has come to a value yet.");
        }
        if (!report.complete()) {
            return Optional.of("The sweep is not at its end; what is shown is what it has come to so far.");
        }
        return selection.best().filter(t -> t.status().equals("pruned")).isPresent()
                ? Optional.of("No trial went on to its end; the best of the pruned ones is shown.")
                : Optional.empty();
    }

    private static Best best(SweepTrial t, SweepMeasure measure, SweepReport report) {
        double value = SweepMeasure.value(t);
        return new Best(
                Integer.toString(t.number()),
                measure.figure(value),
                measure.percent() ? "%" : "",
                "trial " + t.number(),
                report.maximise() ? "highest" : "lowest");
    }

    private static List<Fact> facts(SweepReport report) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Trials", Figures.count(report.trials().size())));
        for (String status : List.of("completed", "pruned", "failed", "running", "waiting")) {
            long count = report.trials().stream()
                    .filter(t -> t.status().equals(status))
                    .count();
            if (count > 0) {
                facts.add(new Fact(
                        status.substring(0, 1).toUpperCase(Locale.ROOT) + status.substring(1), Figures.count(count)));
            }
        }
        facts.add(new Fact(
                "Epochs spent",
                Figures.count(
                        report.trials().stream().mapToLong(SweepTrial::epochs).sum())));
        Optional<Instant> first =
                report.trials().stream().flatMap(t -> t.started().stream()).min(Instant::compareTo);
        Optional<Instant> last =
                report.trials().stream().flatMap(t -> t.finished().stream()).max(Instant::compareTo);
        if (first.isPresent() && last.isPresent() && last.get().isAfter(first.get())) {
            facts.add(new Fact(
                    "From first to last",
                    Figures.duration(Duration.between(first.get(), last.get()).toMillis() / 1000.0)));
        }
        return facts;
    }

    private static Parameter parameter(SweepAxis axis, SweepSelection selection) {
        String range = axis.values().isEmpty()
                ? Figures.setting(axis.low().orElse(Double.NaN)) + " to "
                        + Figures.setting(axis.high().orElse(Double.NaN)) + (axis.log() ? ", logarithmic" : "")
                        + (axis.kind().equals("int") ? ", whole" : "")
                : axis.values().stream().map(SweepMeasure::setting).collect(Collectors.joining(", "));
        double share = 100 * axis.importance().orElse(0);
        return new Parameter(
                List.of(axis.path().split("(?<=\\.)")),
                range,
                axis.condition(),
                ComparisonView.Cell.of(axis.importance(), String.format(Locale.ROOT, "%.1f%%", share)),
                String.format(Locale.ROOT, "%.1f", share),
                selection
                        .best()
                        .flatMap(t -> Optional.ofNullable(t.parameters().get(axis.path())))
                        .map(SweepMeasure::setting)
                        .orElse(Figures.NONE));
    }

    private static TrialRow row(
            SweepTrial t,
            List<SweepAxis> columns,
            SweepMeasure measure,
            SweepSelection selection,
            Function<String, Optional<String>> runs) {
        return new TrialRow(
                t.number(),
                t.status(),
                ComparisonView.Cell.of(t.value(), measure.text(t.value())),
                t.epochs(),
                columns.stream().map(a -> cell(t.parameters().get(a.path()))).toList(),
                t.reason().orElse(""),
                selection.isBest(t),
                links(t, runs));
    }

    private static List<Link> links(SweepTrial t, Function<String, Optional<String>> runs) {
        List<Link> links = new ArrayList<>();
        for (String id : t.runs()) {
            runs.apply(id).ifPresent(href -> links.add(new Link(id.substring(id.lastIndexOf("-s") + 1), href)));
        }
        return links;
    }

    private static ComparisonView.Cell cell(JsonNode value) {
        if (value == null) {
            return new ComparisonView.Cell(Figures.NONE, Optional.empty());
        }
        return new ComparisonView.Cell(
                SweepMeasure.setting(value), value.isNumber() ? Optional.of(value.asText()) : Optional.empty());
    }

    private static Commands commands(SweepReport report, String folder, boolean best) {
        int end = folder.lastIndexOf('/' + report.study());
        String runs = end < 0 ? "" : folder.substring(0, end);
        return new Commands(
                best ? Optional.of("./bestiary run " + quoted(folder + "/best.yaml")) : Optional.empty(),
                report.complete()
                        ? Optional.empty()
                        : Optional.of("./bestiary sweep --resume " + quoted(report.study())
                                + (runs.isEmpty() || runs.equals("runs") ? "" : " --runs-dir " + quoted(runs))),
                "./bestiary sweep " + quoted(folder + "/sweep.yaml"));
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./=:,@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
