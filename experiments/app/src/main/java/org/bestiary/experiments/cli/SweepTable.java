package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.search.Objective;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.analysis.StudySummary;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.sweep.SweepAxis;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepText;
import org.bestiary.reports.sweep.SweepTrial;

/** What a sweep has come to, for people: the best trials, what mattered, and where the rest is. */
final class SweepTable {
    private static final int SHOWN = 5;
    private static final double PERCENT = 100;

    private SweepTable() {}

    static void print(Sweep sweep, StudySummary summary, Path folder, PrintWriter out) {
        SweepReport report = summary.report(true);
        List<SweepTrial> ranked = report.trials().stream()
                .filter(t -> t.value().isPresent())
                .sorted(Comparator.comparing((SweepTrial t) -> !t.status().equals("completed"))
                        .thenComparingDouble(
                                t -> sweep.objective().loss(t.value().getAsDouble())))
                .limit(SHOWN)
                .toList();
        Objective objective = sweep.objective();
        Table.of(
                        Column.right("trial", SweepTrial::number),
                        Column.left("status", SweepTrial::status),
                        Column.<SweepTrial>right(
                                objective.metric().id(),
                                t -> objective.text(t.value().getAsDouble())),
                        Column.right("epochs", SweepTrial::epochs),
                        Column.<SweepTrial>left("parameters", t -> new Assignment(t.parameters()).label()))
                .print(ranked, out);
        out.println(SweepText.counts(report));
        String mattered = report.axes().stream()
                .filter(a -> a.importance().isPresent())
                .sorted(Comparator.comparingDouble(
                        (SweepAxis a) -> -a.importance().getAsDouble()))
                .map(a -> String.format(
                        Locale.ROOT,
                        "%s %.0f%%",
                        a.path(),
                        PERCENT * a.importance().getAsDouble()))
                .collect(Collectors.joining(", "));
        if (!mattered.isEmpty()) {
            out.println("what mattered: " + mattered);
        }
        if (!ranked.isEmpty()) {
            out.println("report: " + folder.resolve("report.html"));
            out.println("train and test the best one with: ./bestiary run " + folder.resolve("best.yaml"));
        }
        out.flush();
    }
}
