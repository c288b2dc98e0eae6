package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bestiary.reports.chart.MatrixChart;
import org.bestiary.reports.evaluation.ConfusionMatrix;

/**
 * A confusion matrix to look at: a table of numbers for up to {@value #TABLE_CLASSES} classes, a map of dots for more, and
 * the most frequent mistakes in words for both.
 *
 * <p>Right answers and mistakes have colours and scales of their own. On one scale a good network's mistakes, a few in
 * a thousand, would all look like zero.
 */
record ConfusionView(
        Optional<Table> table,
        List<DotMap> maps,
        List<Order> orders,
        boolean anyPairs,
        List<Pair> pairs,
        JsonNode data) {
    private static final int TABLE_CLASSES = 20;
    private static final int PAIRS = 10;
    private static final int LEVELS = 6;
    /** Cells of middling and of full colour; the style gives each a text colour that can be read on them. */
    private static final double MID = 0.6;

    private static final double HIGH = 0.9;

    record Table(boolean upright, List<ClassRow> rows) {}

    record ClassRow(int index, String name, List<Cell> cells) {}

    record Cell(int column, String kind, String weight, String count) {}

    record DotMap(String order, boolean folded, int size, List<Level> levels) {}

    /** A way to sort the classes: its id, what a person calls it, and the classes in that order. */
    record Order(String id, String name, List<Integer> classes) {}

    /** All cells of one shade as one SVG path. */
    record Level(String kind, String weight, String path) {}

    record Pair(String label, String predicted, String count, String share) {}

    boolean anyMaps() {
        return !maps.isEmpty();
    }

    static ConfusionView of(ConfusionMatrix matrix, List<String> names) {
        boolean small = matrix.classes() <= TABLE_CLASSES;
        List<Pair> pairs = pairs(matrix, names);
        List<Order> orders = orders(matrix, names);
        return new ConfusionView(
                small ? Optional.of(table(matrix, names)) : Optional.empty(),
                small
                        ? List.of()
                        : orders.stream().map(order -> dotMap(matrix, order)).toList(),
                orders,
                !pairs.isEmpty(),
                pairs,
                data(matrix, names, orders));
    }

    private static List<Order> orders(ConfusionMatrix matrix, List<String> names) {
        List<Integer> given = IntStream.range(0, matrix.classes()).boxed().toList();
        Comparator<Integer> byName = Comparator.comparing(names::get, String.CASE_INSENSITIVE_ORDER);
        Comparator<Integer> byError = Comparator.comparingDouble(
                i -> matrix.support(i) == 0 ? 2 : (double) matrix.count(i, i) / matrix.support(i));
        return List.of(
                new Order("given", "as in the data set", given),
                new Order("name", "by name", given.stream().sorted(byName).toList()),
                new Order(
                        "error",
                        "worst class first",
                        given.stream().sorted(byError).toList()));
    }

    private static JsonNode data(ConfusionMatrix matrix, List<String> names, List<Order> orders) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode byId = data.putObject("orders");
        for (Order order : orders) {
            ArrayNode classes = byId.putArray(order.id());
            order.classes().forEach(classes::add);
        }
        if (matrix.classes() > TABLE_CLASSES) {
            ArrayNode words = data.putArray("names");
            names.forEach(words::add);
            ArrayNode counts = data.putArray("counts");
            matrix.rows().forEach(row -> {
                ArrayNode cells = counts.addArray();
                row.forEach(cells::add);
            });
        }
        return data;
    }

    private static Table table(ConfusionMatrix matrix, List<String> names) {
        List<ClassRow> rows = new ArrayList<>();
        int worst = MatrixChart.worst(matrix);
        for (int label = 0; label < matrix.classes(); label++) {
            List<Cell> cells = new ArrayList<>();
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                double weight = MatrixChart.weight(matrix, label, predicted, worst);
                String kind = matrix.count(label, predicted) == 0 ? "zero" : label == predicted ? "right" : "wrong";
                cells.add(new Cell(
                        predicted,
                        weight >= HIGH ? kind + " high" : weight >= MID ? kind + " mid" : kind,
                        decimal(weight),
                        Figures.count(matrix.count(label, predicted)).replace(",", "")));
            }
            rows.add(new ClassRow(label, names.get(label), cells));
        }
        boolean upright = names.stream().anyMatch(name -> name.length() > 3);
        return new Table(upright, rows);
    }

    private static DotMap dotMap(ConfusionMatrix matrix, Order order) {
        Map<String, StringBuilder> paths = new TreeMap<>();
        int worst = MatrixChart.worst(matrix);
        for (int row = 0; row < matrix.classes(); row++) {
            for (int column = 0; column < matrix.classes(); column++) {
                int label = order.classes().get(row);
                int predicted = order.classes().get(column);
                if (matrix.count(label, predicted) > 0) {
                    String kind = label == predicted ? "right" : "wrong";
                    double step = Math.ceil(MatrixChart.weight(matrix, label, predicted, worst) * LEVELS) / LEVELS;
                    paths.computeIfAbsent(kind + " " + decimal(step), key -> new StringBuilder())
                            .append('M')
                            .append(column)
                            .append(' ')
                            .append(row)
                            .append("h1v1h-1z");
                }
            }
        }
        List<Level> levels = new ArrayList<>();
        paths.forEach((key, path) -> {
            String[] parts = key.split(" ", -1);
            levels.add(new Level(parts[0], parts[1], path.toString()));
        });
        return new DotMap(order.id(), !order.id().equals("given"), matrix.classes(), levels);
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

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
