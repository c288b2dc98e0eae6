package org.bestiary.reports.html;

import java.nio.file.Path;
import java.util.List;
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
                .flatMap(view -> {
                    boolean full = view.width() == ChartView.Width.FULL;
                    return ChartFile.write(
                            view.chart(),
                            folder,
                            view.id().replaceFirst("^chart-", ""),
                            full ? FULL_WIDTH : HALF_WIDTH,
                            full ? Math.max(560, view.height() + 90) : HALF_HEIGHT)
                            .stream();
                })
                .toList();
    }
}
