package org.bestiary.reports.chart;

import java.util.List;
import java.util.Locale;
import org.bestiary.reports.evaluation.Calibration;

/**
 * Accuracy against confidence: bars on the diagonal belong to a network whose probabilities can be taken at their word. The
 * strip below shows how many images each bar stands for.
 *
 * @param title what it shows
 * @param calibration the bins
 */
public record ReliabilityChart(String title, Calibration calibration) implements Chart {
    private static final double SIZE = 12;
    private static final double LEFT = 44;
    private static final double STRIP = 34;

    @Override
    public List<Key> keys() {
        return List.of(new Key("accuracy", Colour.ACCENT, ""), new Key("gap to the confidence", Colour.WARM, ""));
    }

    @Override
    public void draw(Drawing d) {
        double bottom = d.height() - 40 - STRIP;
        Plot plot = new Plot(d, LEFT, 12, d.width() - 14, bottom);
        Axis axis = new Axis(0, 100, false, List.of(0.0, 25.0, 50.0, 75.0, 100.0));
        plot.horizontalGrid(axis, Axis.Unit.PERCENT, SIZE);
        long most = calibration.bins().stream()
                .mapToLong(Calibration.Bin::examples)
                .max()
                .orElse(1);
        for (Calibration.Bin bin : calibration.bins()) {
            if (bin.examples() > 0) {
                bar(d, plot, axis, bin, most);
            }
        }
        d.line(plot.x(0), plot.y(0), plot.x(1), plot.y(1), Colour.MUTED, 1.2, "4 3");
        double base = bottom + STRIP + 4;
        d.line(LEFT, base, plot.right(), base, Colour.LINE, 1, "");
        Plot below = new Plot(d, LEFT, 12, plot.right(), base);
        below.ticksBelow(axis, Axis.Unit.PERCENT, SIZE);
        d.text(
                (LEFT + plot.right()) / 2,
                d.height() - 3,
                "probability of the answer, %",
                Drawing.Anchor.MIDDLE,
                SIZE,
                Colour.MUTED,
                false);
        d.upright(11, (12 + bottom) / 2, "right answers, %", SIZE, Colour.MUTED);
    }

    private static void bar(Drawing d, Plot plot, Axis axis, Calibration.Bin bin, long most) {
        double x = plot.x(axis.at(bin.from())) + 1;
        double w = plot.x(axis.at(bin.to())) - 1 - x;
        double right = plot.y(axis.at(bin.accuracy()));
        double meant = plot.y(axis.at(bin.confidence()));
        String tip = String.format(
                Locale.ROOT,
                "%.0f%% to %.0f%%\n%,d images\nconfidence %.2f%%\naccuracy %.2f%%",
                bin.from(),
                bin.to(),
                bin.examples(),
                bin.confidence(),
                bin.accuracy());
        d.rectangle(x, right, w, plot.y(0) - right, Colour.ACCENT, 0.75, tip);
        d.rectangle(x, Math.min(right, meant), w, Math.abs(right - meant), Colour.WARM, 0.5, tip);
        double share = Math.max(1, STRIP * bin.examples() / Math.max(1, most));
        d.rectangle(x, plot.bottom() + 4 + STRIP - share, w, share, Colour.MUTED, 0.6, tip);
    }
}
