package org.bestiary.reports.html;

import java.util.List;
import java.util.Optional;
import org.bestiary.reports.run.RunRecord;

/** How far a run has come, as one chart: accuracy by epoch, or loss where no accuracy is measured. */
public final class ProgressChart {
    private ProgressChart() {}

    /**
     * Draws it.
     *
     * @param run the record
     * @param id of the chart in its page
     * @return the chart; empty before the first epoch
     */
    public static Optional<ChartView> of(RunRecord run, String id) {
        List<ChartView> curves = RunCharts.curves(run);
        return curves.stream()
                .filter(view -> view.id().equals("chart-accuracy")
                        && !view.chart().keys().isEmpty())
                .findFirst()
                .or(() -> curves.stream().findFirst())
                .map(view -> ChartView.half(id, view.chart(), "the run's own page has the figures"));
    }
}
