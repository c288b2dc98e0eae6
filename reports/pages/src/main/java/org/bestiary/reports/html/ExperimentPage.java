package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;

/**
 * The page of several runs of one experiment: mean and range over the seeds, each seed's result, the curves together. An
 * experiment with several networks has a {@link ComparisonPage} instead.
 */
public final class ExperimentPage {
    private ExperimentPage() {}

    /**
     * Writes the page. Each row links to the run's own page by a path relative to the file.
     *
     * @param runs directories of the runs, at least one; rows are in this order
     * @param file where to write the page; replaced as a whole if it exists
     * @throws RunException if there is no run, a record cannot be read or the page cannot be written
     */
    public static void write(List<RunDirectory> runs, Path file) {
        if (runs.isEmpty()) {
            throw new RunException("the page of an experiment must have at least one run, got none; name some");
        }
        ReportPage.save(html(runs.stream().map(ComparedRun::read).toList(), file), file);
    }

    /**
     * The page as HTML, for the place where it will stand.
     *
     * @param runs the runs, with the pages that rows link to; rows are in this order
     * @param file where it will stand
     */
    public static String html(List<ComparedRun> runs, Path file) {
        Comparison comparison = Comparison.of(runs);
        if (comparison.entries().size() > 1) {
            return ComparisonPage.html(comparison, file);
        }
        List<String> links = runs.stream()
                .map(run -> run.report()
                        .map(page -> RelativeLink.between(file, page))
                        .orElse(""))
                .toList();
        ExperimentView view = ExperimentView.of(records(runs), links);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("charts", ChartView.data(view.curves()));
        return Page.render("experiment", view.experiment(), view, data);
    }

    /** Every chart of the page as an SVG document, by name. */
    public static Map<String, String> svgCharts(List<ComparedRun> runs) {
        Comparison comparison = Comparison.of(runs);
        return comparison.entries().size() > 1
                ? ComparisonPage.svgCharts(comparison)
                : ChartFiles.svg(RunCharts.seeds(records(runs)));
    }

    private static List<RunRecord> records(List<ComparedRun> runs) {
        return runs.stream().map(ComparedRun::record).toList();
    }
}
