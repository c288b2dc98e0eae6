package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;

/**
 * The page of a comparison: a table that sorts and filters, accuracy against size and cost, learning curves together, the
 * settings that differ, and which differences are more than chance.
 */
public final class ComparisonPage {
    private ComparisonPage() {}

    /**
     * Writes the page. Rows link to the runs' own pages by paths relative to the file.
     *
     * @param comparison what to show
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if the page cannot be written
     */
    public static void write(Comparison comparison, Path file) {
        ReportPage.save(html(comparison, file), file);
    }

    /** The page as HTML, for the place where it will stand. */
    public static String html(Comparison comparison, Path file) {
        ComparisonView view = ComparisonView.of(
                comparison,
                run -> run.report()
                        .map(report -> RelativeLink.between(file, report))
                        .orElse(""));
        return Page.render("comparison", view.title(), view, data(view));
    }

    /**
     * The page for a server to give out.
     *
     * @param comparison what to show
     * @param link where the page of each run is
     * @param shell what stands around the page
     */
    public static Page.Served serve(Comparison comparison, Function<RunRecord, String> link, Shell shell) {
        ComparisonView view = ComparisonView.of(comparison, run -> link.apply(run.record()));
        return Page.serve("comparison", view.title(), view, data(view), shell);
    }

    private static ObjectNode data(ComparisonView view) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("charts", ChartView.data(view.charts()));
        return data;
    }

    /**
     * One chart of a comparison as an SVG file.
     *
     * @param comparison what to draw
     * @param id of the chart as the page has it, {@code chart-cost}; empty if the comparison has no such chart
     */
    public static Optional<String> chart(Comparison comparison, String id) {
        return ChartFiles.svg(ComparisonCharts.of(comparison), id);
    }

    /**
     * Writes every chart of a comparison as SVG and PNG.
     *
     * @param comparison what to draw
     * @param folder where to; made if it is missing
     * @return the files
     * @throws RunException if they cannot be written
     */
    public static List<Path> writeCharts(Comparison comparison, Path folder) {
        return ChartFiles.write(ComparisonCharts.of(comparison), folder);
    }

    /** Every chart of a comparison as an SVG document, by name. */
    public static Map<String, String> svgCharts(Comparison comparison) {
        return ChartFiles.svg(ComparisonCharts.of(comparison));
    }
}
