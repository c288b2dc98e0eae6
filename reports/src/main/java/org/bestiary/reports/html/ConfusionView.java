package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bestiary.reports.evaluation.ConfusionMatrix;

/**
 * A confusion matrix to look at: a table of numbers for up to {@value #TABLE_CLASSES} classes, a map of dots for more, and
 * the most frequent mistakes in words for both.
 *
 * <p>Right answers and mistakes have colours and scales of their own. On one scale a good network's mistakes, a few in
 * a thousand, would all look like zero.
 */
record ConfusionView(Optional<Table> table, Optional<DotMap> map, boolean anyPairs, List<Pair> pairs) {
    private static final int TABLE_CLASSES = 20;
    private static final int PAIRS = 10;
    private static final int LEVELS = 6;
    /** Cells of middling and of full colour; the style gives each a text colour that can be read on them. */
    private static final double MID = 0.6;

    private static final double HIGH = 0.9;

    record Table(List<String> names, boolean upright, List<Row> rows) {}

    record Row(String name, List<Cell> cells) {}

    record Cell(String kind, String weight, String count) {}

    record DotMap(int size, List<Level> levels) {}

    /** All cells of one shade as one SVG path. */
    record Level(String kind, String weight, String path) {}

    record Pair(String label, String predicted, String count, String share) {}

    static ConfusionView of(ConfusionMatrix matrix, List<String> names) {
        boolean small = matrix.classes() <= TABLE_CLASSES;
        List<Pair> pairs = pairs(matrix, names);
        return new ConfusionView(
                small ? Optional.of(table(matrix, names)) : Optional.empty(),
                small ? Optional.empty() : Optional.of(dotMap(matrix)),
                !pairs.isEmpty(),
                pairs);
    }

    private static Table table(ConfusionMatrix matrix, List<String> names) {
        List<Row> rows = new ArrayList<>();
        for (int label = 0; label < matrix.classes(); label++) {
            List<Cell> cells = new ArrayList<>();
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                double weight = weight(matrix, label, predicted);
                String kind = matrix.count(label, predicted) == 0 ? "zero" : label == predicted ? "right" : "wrong";
                cells.add(new Cell(
                        weight >= HIGH ? kind + " high" : weight >= MID ? kind + " mid" : kind,
                        decimal(weight),
                        Figures.count(matrix.count(label, predicted)).replace(",", "")));
            }
            rows.add(new Row(names.get(label), cells));
        }
        boolean upright = names.stream().anyMatch(name -> name.length() > 3);
        return new Table(names, upright, rows);
    }

    private static DotMap dotMap(ConfusionMatrix matrix) {
        Map<String, StringBuilder> paths = new TreeMap<>();
        for (int label = 0; label < matrix.classes(); label++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                if (matrix.count(label, predicted) > 0) {
                    String kind = label == predicted ? "right" : "wrong";
                    double step = Math.ceil(weight(matrix, label, predicted) * LEVELS) / LEVELS;
                    paths.computeIfAbsent(kind + " " + decimal(step), key -> new StringBuilder())
                            .append('M')
                            .append(predicted)
                            .append(' ')
                            .append(label)
                            .append("h1v1h-1z");
                }
            }
        }
        List<Level> levels = new ArrayList<>();
        paths.forEach((key, path) -> {
            String[] parts = key.split(" ", -1);
            levels.add(new Level(parts[0], parts[1], path.toString()));
        });
        return new DotMap(matrix.classes(), levels);
    }

    private static List<Pair> pairs(ConfusionMatrix matrix, List<String> names) {
        record Mistake(int label, int predicted, int count) {}
        List<Mistake> mistakes = new ArrayList<>();
        for (int label = 0; label < matrix.classes(); label++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                if (label != predicted && matrix.count(label, predicted) > 0) {
                    mistakes.add(new Mistake(label, predicted, matrix.count(label, predicted)));
                }
            }
        }
        mistakes.sort(Comparator.comparingInt(Mistake::count).reversed());
        return mistakes.stream()
                .limit(PAIRS)
                .map(m -> new Pair(
                        names.get(m.label()),
                        names.get(m.predicted()),
                        Figures.count(m.count()),
                        Figures.share(m.count(), mistakes.get(0).count())))
                .toList();
    }

    /** How strongly a cell is coloured, 0 to 1; a power below 1 lifts the rare mistakes into sight. */
    private static double weight(ConfusionMatrix matrix, int label, int predicted) {
        int count = matrix.count(label, predicted);
        if (count == 0) {
            return 0;
        }
        return label == predicted
                ? (double) count / matrix.support(label)
                : 0.1 + 0.85 * Math.pow((double) count / worst(matrix), 0.75);
    }

    private static int worst(ConfusionMatrix matrix) {
        int worst = 1;
        for (int label = 0; label < matrix.classes(); label++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                worst = label == predicted ? worst : Math.max(worst, matrix.count(label, predicted));
            }
        }
        return worst;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
