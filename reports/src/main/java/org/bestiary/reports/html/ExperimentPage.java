package org.bestiary.reports.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bestiary.reports.run.AtomicFile;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;

/** The page of several runs of one experiment: mean and range over the seeds, each seed's result, the curves together. */
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
        List<String> links = runs.stream()
                .map(run -> RelativeLink.between(file, run.reportFile()))
                .toList();
        ExperimentView view = ExperimentView.of(records, links);
        String html = Page.render("experiment", view.experiment(), view, ChartData.of(records));
        try {
            AtomicFile.write(file, html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }
}
