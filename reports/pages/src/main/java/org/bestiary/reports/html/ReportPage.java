package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
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
        write(directory, directory.reportFile());
    }

    /**
     * Makes the page of a run directory for a record that is about to be written there.
     *
     * @param directory the run
     * @param record what the page shows
     * @throws RunException if the page cannot be written
     */
    public static void write(RunDirectory directory, RunRecord record) {
        save(html(directory, record), directory.reportFile());
    }

    /**
     * Writes the page of a run directory.
     *
     * @param directory the run
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if the record cannot be read or the page cannot be written
     */
    public static void write(RunDirectory directory, Path file) {
        save(html(directory, directory.read()), file);
    }

    /**
     * The page of a run directory as HTML, for a record that says more or less than the one there.
     *
     * @param directory where images and pictures are
     * @param record what the page shows
     * @throws RunException if the images cannot be read
     */
    public static String html(RunDirectory directory, RunRecord record) {
        return html(record, directory.readPredictions().orElse(Predictions.NONE), Pictures.of(directory));
    }

    /**
     * Writes the page of a run that has no directory.
     *
     * @param run the record
     * @param predictions the test images to show; {@link Predictions#NONE} for none
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if the page cannot be written
     */
    public static void write(RunRecord run, Predictions predictions, Path file) {
        save(html(run, predictions), file);
    }

    /** The page of a run as HTML, without pictures of network and augmentation. */
    public static String html(RunRecord run, Predictions predictions) {
        return html(run, predictions, Pictures.NONE);
    }

    private static String html(RunRecord run, Predictions predictions, Pictures pictures) {
        RunView view = RunView.of(run, predictions, pictures);
        return Page.render("run", RunView.title(run), view, data(view));
    }

    private static ObjectNode data(RunView view) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("charts", ChartView.data(view.charts()));
        view.confusion().ifPresent(confusion -> data.set("confusion", confusion.data()));
        return data;
    }

    /**
     * The page of a run for a server to give out.
     *
     * @param run the record
     * @param directory where its pictures and test images are; empty if that is out of reach
     * @param shell what stands around the page
     * @throws RunException if the directory cannot be read
     */
    public static Page.Served serve(RunRecord run, Optional<RunDirectory> directory, Shell shell) {
        RunView view = RunView.of(
                run,
                directory.flatMap(RunDirectory::readPredictions).orElse(Predictions.NONE),
                directory.map(Pictures::of).orElse(Pictures.NONE));
        return Page.serve("run", RunView.title(run), view, data(view), shell);
    }

    /**
     * Writes every chart of a run as SVG and PNG.
     *
     * @param run the record
     * @param folder where to; made if it is missing
     * @return the files
     * @throws RunException if they cannot be written
     */
    public static List<Path> writeCharts(RunRecord run, Path folder) {
        return ChartFiles.write(charts(run), folder);
    }

    /**
     * One chart of a run as an SVG file.
     *
     * @param run the record
     * @param id of the chart as its page has it, {@code chart-loss}; empty if the run has no such chart
     */
    public static Optional<String> chart(RunRecord run, String id) {
        return ChartFiles.svg(charts(run), id);
    }

    /** Every chart of a run as an SVG document, by name. */
    public static Map<String, String> svgCharts(RunRecord run) {
        return ChartFiles.svg(charts(run));
    }

    private static List<ChartView> charts(RunRecord run) {
        List<ChartView> charts = new ArrayList<>(RunCharts.curves(run));
        charts.addAll(RunCharts.reliability(run));
        charts.addAll(RunCharts.matrix(run));
        return charts;
    }

    static void save(String html, Path file) {
        try {
            AtomicFile.write(file, html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }
}
