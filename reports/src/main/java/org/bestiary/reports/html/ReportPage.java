package org.bestiary.reports.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bestiary.reports.run.AtomicFile;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;

/**
 * The page of one run, {@code report.html}: one file that needs no network, for phones, screens and paper, light and dark.
 * It shows whatever the record has; a run that is under way, was stopped or diverged has a page too.
 */
public final class ReportPage {
    private ReportPage() {}

    /**
     * Makes the page of a run directory anew, in its place there.
     *
     * @throws RunException if the record cannot be read or the page cannot be written
     */
    public static void write(RunDirectory directory) {
        write(directory.read(), directory.readPredictions().orElse(Predictions.NONE), directory.reportFile());
    }

    /**
     * Writes the page of a run.
     *
     * @param run the record
     * @param predictions the test images to show; {@link Predictions#NONE} for none
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if the page cannot be written
     */
    public static void write(RunRecord run, Predictions predictions, Path file) {
        try {
            AtomicFile.write(file, html(run, predictions).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /** The page of a run as HTML. */
    public static String html(RunRecord run, Predictions predictions) {
        return Page.render("run", RunView.title(run), RunView.of(run, predictions), ChartData.of(run));
    }
}
