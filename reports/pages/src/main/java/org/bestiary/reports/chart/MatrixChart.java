package org.bestiary.reports.chart;

import java.util.List;
import java.util.Locale;
import org.bestiary.reports.evaluation.ConfusionMatrix;

/**
 * A confusion matrix as coloured cells, rows being the true class. Right answers and mistakes have colours and scales of
 * their own: on one scale a good network's mistakes would all look like zero.
 *
 * @param title what it shows
 * @param matrix the counts
 * @param names of the classes
 */
public record MatrixChart(String title, ConfusionMatrix matrix, List<String> names) implements Chart {
    private static final double SIZE = 11;

    /** More classes than this have no room for names and numbers. */
    private static final int WRITTEN = 20;

    public MatrixChart {
        names = List.copyOf(names);
    }

    @Override
    public List<Key> keys() {
        return List.of(new Key("right", Colour.ACCENT, ""), new Key("wrong", Colour.WARM, ""));
    }

    /** How strongly a cell is coloured, 0 to 1; a power below 1 lifts the rare mistakes into sight. */
    public static double weight(ConfusionMatrix matrix, int label, int predicted, int worst) {
        int count = matrix.count(label, predicted);
        if (count == 0) {
            return 0;
        }
        return label == predicted
                ? (double) count / matrix.support(label)
                : 0.1 + 0.85 * Math.pow((double) count / worst, 0.75);
    }

    /** The most frequent mistake's count, at least 1. */
    public static int worst(ConfusionMatrix matrix) {
        int worst = 1;
        for (int label = 0; label < matrix.classes(); label++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                worst = label == predicted ? worst : Math.max(worst, matrix.count(label, predicted));
            }
        }
        return worst;
    }

    @Override
    public void draw(Drawing d) {
        int n = matrix.classes();
        boolean written = n <= WRITTEN;
        double margin = written
                ? Math.min(
                        d.width() / 4,
                        12
                                + names.stream()
                                        .mapToDouble(name -> Drawing.widthOf(name, SIZE))
                                        .max()
                                        .orElse(0))
                : 20;
        double side = Math.min(d.width() - margin - 4, d.height() - margin - 20);
        double cell = side / n;
        int worst = worst(matrix);
        for (int label = 0; label < n; label++) {
            double y = margin + label * cell;
            if (written) {
                String name = Drawing.shortened(names.get(label), SIZE, margin - 8);
                d.text(margin - 6, y + cell / 2 + 4, name, Drawing.Anchor.END, SIZE, Colour.MUTED, false);
                d.inset(
                        new Drawing(0, 0).upright(0, 0, name, SIZE, Colour.MUTED),
                        margin + (label + 0.5) * cell + 4,
                        margin / 2);
            }
            for (int predicted = 0; predicted < n; predicted++) {
                cell(d, label, predicted, margin + predicted * cell, y, cell, worst);
            }
        }
        d.text(
                margin,
                margin + side + 15,
                "rows: true class; columns: answer",
                Drawing.Anchor.START,
                SIZE,
                Colour.MUTED,
                false);
    }

    private void cell(Drawing d, int label, int predicted, double x, double y, double cell, int worst) {
        int count = matrix.count(label, predicted);
        if (count == 0) {
            return;
        }
        double gap = matrix.classes() <= WRITTEN ? 1 : 0;
        double weight = weight(matrix, label, predicted, worst);
        String colour = label == predicted ? Colour.ACCENT : Colour.WARM;
        d.rectangle(x + gap / 2, y + gap / 2, cell - gap, cell - gap, colour, Math.max(0.08, weight), "");
        if (matrix.classes() <= WRITTEN) {
            d.text(
                    x + cell / 2,
                    y + cell / 2 + 4,
                    String.format(Locale.ROOT, "%d", count),
                    Drawing.Anchor.MIDDLE,
                    Math.min(SIZE, cell / 3),
                    weight > 0.6 ? Colour.SURFACE : Colour.INK,
                    false);
        }
    }
}
