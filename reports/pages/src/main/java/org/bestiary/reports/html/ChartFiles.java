package org.bestiary.reports.html;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bestiary.reports.chart.ChartFile;

/** The charts of a page as files. */
final class ChartFiles {
    private static final int HALF_WIDTH = 720;
    private static final int HALF_HEIGHT = 440;
    private static final int FULL_WIDTH = 1040;

    private ChartFiles() {}

    /** Writes each as SVG and PNG; {@code chart-loss} becomes {@code loss.svg} and {@code loss.png}. */
    static List<Path> write(List<ChartView> charts, Path folder) {
        return charts.stream()
                .flatMap(v -> ChartFile.write(v.chart(), folder, name(v), width(v), height(v)).stream())
                .toList();
    }

    /** Each as SVG, by name. */
    static Map<String, String> svg(List<ChartView> charts) {
        Map<String, String> files = new TreeMap<>();
        charts.forEach(v -> files.put(name(v), v.chart().file(width(v), height(v))));
        return files;
    }

    /** The chart of this id as SVG; empty if there is none. */
    static Optional<String> svg(List<ChartView> charts, String id) {
        return charts.stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .map(view -> view.chart().file(width(view), height(view)));
    }

    private static String name(ChartView view) {
        return view.id().replaceFirst("^chart-", "");
    }

    private static int width(ChartView view) {
        return view.width() == ChartView.Width.FULL ? FULL_WIDTH : HALF_WIDTH;
    }

    private static int height(ChartView view) {
        return view.width() == ChartView.Width.FULL ? Math.max(560, view.height() + 90) : HALF_HEIGHT;
    }
}
