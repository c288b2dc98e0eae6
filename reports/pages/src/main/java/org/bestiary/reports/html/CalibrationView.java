package org.bestiary.reports.html;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bestiary.reports.evaluation.Calibration;
import org.bestiary.reports.run.RunRecord;

/** How far probabilities can be believed, as a chart and as a table of the bins that have images. */
record CalibrationView(ChartView chart, String error, String verdict, List<Bin> bins) {
    /** Below this many percentage points a probability can be taken at its word. */
    private static final double GOOD = 2;

    record Bin(String range, String examples, String confidence, String accuracy) {}

    static Optional<CalibrationView> of(RunRecord run) {
        return RunCharts.reliability(run).stream()
                // A network that answers with NaN has no probabilities to believe.
                .filter(chart -> run.test().orElseThrow().calibration().orElseThrow().bins().stream()
                        .anyMatch(bin -> bin.examples() > 0))
                .map(chart -> {
                    Calibration c = run.test().orElseThrow().calibration().orElseThrow();
                    return new CalibrationView(
                            chart,
                            Figures.percent(c.expectedError()),
                            verdict(c),
                            c.bins().stream()
                                    .filter(bin -> bin.examples() > 0)
                                    .map(CalibrationView::bin)
                                    .toList());
                })
                .findFirst();
    }

    private static Bin bin(Calibration.Bin bin) {
        return new Bin(
                String.format(Locale.ROOT, "%.0f to %.0f", bin.from(), bin.to()),
                Figures.count(bin.examples()),
                Figures.percent(bin.confidence()),
                Figures.percent(bin.accuracy()));
    }

    private static String verdict(Calibration c) {
        double lean = c.bins().stream()
                .mapToDouble(bin -> bin.examples() * (bin.confidence() - bin.accuracy()))
                .sum();
        return c.expectedError() < GOOD
                ? "its probabilities can be taken at their word"
                : lean > 0 ? "it is surer than it should be" : "it is less sure than it could be";
    }
}
