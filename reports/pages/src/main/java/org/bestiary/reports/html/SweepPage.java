package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;

/**
 * The page of a sweep: the best trial, the history, parallel coordinates, which parameters mattered, slices and pairs, what
 * was stopped early, and every trial in a table that sorts and filters.
 */
public final class SweepPage {
    private SweepPage() {}

    /**
     * Makes the page of a study's directory anew, {@code report.html} beside {@code study.json}.
     *
     * @param folder the study's directory
     * @return the page
     * @throws RunException if {@code study.json} cannot be read or the page cannot be written
     */
    public static Path write(Path folder) {
        Path page = folder.resolve("report.html");
        write(folder, page);
        return page;
    }

    /**
     * Writes the page of a study's directory.
     *
     * @param folder the study's directory
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if {@code study.json} cannot be read or the page cannot be written
     */
    public static void write(Path folder, Path file) {
        String place = folder.toString().replace('\\', '/');
        SweepReport report = SweepJson.read(folder.resolve("study.json"));
        SweepView view = SweepView.of(report, bestYaml(folder), place, id -> pageBeside(folder, file, id));
        ReportPage.save(Page.render("sweep", view.title(), view, data(report, view)), file);
    }

    /** The page of a sweep as HTML, for a study in the usual place. */
    public static String html(SweepReport report) {
        return html(report, Optional.empty());
    }

    /**
     * The page of a sweep as HTML, for a study in the usual place.
     *
     * @param report the sweep
     * @param bestYaml the spec of its best trial
     */
    public static String html(SweepReport report, Optional<String> bestYaml) {
        return html(report, bestYaml, "runs/" + report.study());
    }

    private static String html(SweepReport report, Optional<String> bestYaml, String place) {
        SweepView view = SweepView.of(report, bestYaml, place, id -> Optional.empty());
        return Page.render("sweep", view.title(), view, data(report, view));
    }

    /**
     * The page of a study's directory for a server to give out.
     *
     * @param report the sweep
     * @param folder the study's directory
     * @param notice what is to be said of it at once, in place of what the report says
     * @param run the address of a run by its id
     * @param shell what stands around the page
     * @throws RunException if the spec of the best trial cannot be read
     */
    public static Page.Served serve(
            SweepReport report, Path folder, Optional<String> notice, UnaryOperator<String> run, Shell shell) {
        String place = folder.toString().replace('\\', '/');
        SweepView view = SweepView.of(report, bestYaml(folder), place, id -> Optional.of(run.apply(id)))
                .noticed(notice);
        return Page.serve("sweep", view.title(), view, data(report, view), shell);
    }

    /** The page of a trial's run, if the page of the sweep lies in the study's directory and the run has one. */
    private static Optional<String> pageBeside(Path folder, Path file, String id) {
        Path page = folder.resolve(id).resolve("report.html");
        boolean beside = folder.toAbsolutePath()
                .normalize()
                .equals(file.toAbsolutePath().normalize().getParent());
        return beside && Files.isRegularFile(page) ? Optional.of(id + "/report.html") : Optional.empty();
    }

    private static ObjectNode data(SweepReport report, SweepView view) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("charts", ChartView.data(view.charts()));
        ObjectNode tips = data.putObject("tips");
        SweepView.tips(report).forEach(tips::put);
        return data;
    }

    /**
     * One chart of a sweep as an SVG file.
     *
     * @param report what to draw
     * @param id of the chart as the page has it; empty if the sweep has no such chart
     */
    public static Optional<String> chart(SweepReport report, String id) {
        return ChartFiles.svg(SweepCharts.of(report), id);
    }

    /**
     * Writes every chart of a sweep as SVG and PNG.
     *
     * @param report what to draw
     * @param folder where to; made if it is missing
     * @return the files
     * @throws RunException if they cannot be written
     */
    public static List<Path> writeCharts(SweepReport report, Path folder) {
        return ChartFiles.write(SweepCharts.of(report), folder);
    }

    /** Every chart of a sweep as an SVG document, by name. */
    public static Map<String, String> svgCharts(SweepReport report) {
        return ChartFiles.svg(SweepCharts.of(report));
    }

    /**
     * The spec of the best trial of a study's directory, {@code best.yaml}; empty if it has none.
     *
     * @throws RunException if it is there and cannot be read
     */
    public static Optional<String> bestYaml(Path folder) {
        Path file = folder.resolve("best.yaml");
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            throw new RunException(
                    "cannot read " + file + ": " + e.getMessage() + "; write it again with: ./bestiary"
                            + " sweep --resume",
                    e);
        }
    }
}
