package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
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
        List<RunRecord> records = runs.stream().map(RunDirectory::read).toList();
        Comparison comparison =
                Comparison.of(runs.stream().map(ComparedRun::read).toList());
        if (comparison.entries().size() > 1) {
            ComparisonPage.write(comparison, file);
            return;
        }
        List<String> links = runs.stream()
                .map(run -> RelativeLink.between(file, run.reportFile()))
                .toList();
        ExperimentView view = ExperimentView.of(records, links);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("charts", ChartView.data(view.curves()));
        ReportPage.save(Page.render("experiment", view.experiment(), view, data), file);
    }
}
