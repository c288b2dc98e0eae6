package org.bestiary.zoo.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sets boxes in rows: every box below all that it reads, the way to the main output in a straight line, branches beside it.
 * A line that passes rows gets a place of its own in each, so that it crosses no box. Columns are numbers around 0; one
 * column is the width of a box.
 */
final class Layout {
    /** What a passing line takes of a column. */
    private static final double PASSING = 0.22;

    private static final double LIGHT = 1e-4;

    /**
     * Something with a place in a row: a box, or a line from one to another that passes.
     *
     * @param box the box; for a line the one that it comes from
     * @param to the box that a passing line goes to; null for a box
     * @param wish the column where it would like to be
     * @param weight how much its wish counts
     */
    private record Item(Box box, Box to, double wish, double weight) {
        double halfWidth() {
            return to == null ? 0.5 : PASSING / 2;
        }
    }

    private final List<Box> boxes;
    private final Map<Box, Integer> rows = new HashMap<>();
    private final Map<Box, Double> columns = new HashMap<>();
    private final Map<List<Object>, Double> passing = new HashMap<>();
    private final Map<Box, Box> dominators = new HashMap<>();
    private final Set<Box> mainWay = new HashSet<>();

    Layout(List<Box> boxes, Box mainOutput) {
        this.boxes = boxes;
        boxes.forEach(
                b -> rows.put(b, b.inputs().stream().mapToInt(rows::get).max().orElse(-1) + 1));
        boxes.forEach(
                b -> dominators.put(b, b.inputs().stream().reduce(this::common).orElse(null)));
        markMainWay(mainOutput);
        int last = rows.values().stream().mapToInt(r -> r).max().orElse(0);
        for (int row = 0; row <= last; row++) {
            setRow(row);
        }
    }

    private void markMainWay(Box box) {
        if (mainWay.add(box)) {
            box.inputs().forEach(this::markMainWay);
        }
    }

    /** The last box through which every way to either of the two goes. */
    private Box common(Box a, Box b) {
        Box x = a;
        Box y = b;
        while (x != y) {
            if (rows.get(x) >= rows.get(y)) {
                x = dominators.get(x);
            } else {
                y = dominators.get(y);
            }
        }
        return x;
    }

    private void setRow(int row) {
        List<Item> items = new ArrayList<>();
        for (Box b : boxes) {
            if (rows.get(b) == row) {
                double wish = dominators.get(b) == null ? 0 : columns.get(dominators.get(b));
                if (b.inputs().size() == 1 && rows.get(b.inputs().get(0)) < row - 1) {
                    wish = passing.get(List.of(b.inputs().get(0), b, row - 1));
                }
                items.add(new Item(b, null, wish, mainWay.contains(b) ? 1 : LIGHT));
            }
            for (Box from : b.inputs()) {
                if (rows.get(from) < row && rows.get(b) > row) {
                    double wish =
                            rows.get(from) == row - 1 ? columns.get(from) : passing.get(List.of(from, b, row - 1));
                    items.add(new Item(from, b, wish, LIGHT));
                }
            }
        }
        items.sort(Comparator.comparingDouble(Item::wish).thenComparing(i -> -i.weight()));
        place(items, row);
    }

    /** Items that would overlap form a cluster around the mean of their wishes. */
    private void place(List<Item> items, int row) {
        record Cluster(List<Item> members, double weight, double wish, double width) {
            double start() {
                return wish - width / 2;
            }

            double end() {
                return wish + width / 2;
            }

            /** The wishes of both, each moved to where the middle of the joined cluster would have to be. */
            Cluster join(Cluster next) {
                List<Item> all = new ArrayList<>(members);
                all.addAll(next.members);
                double sum = weight + next.weight;
                double joined = width + next.width;
                double mine = wish - width / 2 + joined / 2;
                double theirs = next.wish + next.width / 2 - joined / 2;
                return new Cluster(all, sum, (mine * weight + theirs * next.weight) / sum, joined);
            }
        }
        List<Cluster> clusters = new ArrayList<>();
        for (Item item : items) {
            Cluster c = new Cluster(List.of(item), item.weight, item.wish, 2 * item.halfWidth());
            while (!clusters.isEmpty() && clusters.get(clusters.size() - 1).end() > c.start() + 1e-9) {
                c = clusters.remove(clusters.size() - 1).join(c);
            }
            clusters.add(c);
        }
        for (Cluster c : clusters) {
            double at = c.start();
            for (Item item : c.members) {
                double middle = at + item.halfWidth();
                if (item.to == null) {
                    columns.put(item.box, middle);
                } else {
                    passing.put(List.of(item.box, item.to, row), middle);
                }
                at += 2 * item.halfWidth();
            }
        }
    }

    /** Whether the main output depends on this box. */
    boolean isMainWay(Box box) {
        return mainWay.contains(box);
    }

    int row(Box box) {
        return rows.get(box);
    }

    int rowCount() {
        return rows.values().stream().mapToInt(r -> r + 1).max().orElse(0);
    }

    double column(Box box) {
        return columns.get(box);
    }

    /** The columns in which a line passes the rows between its two boxes, from top to bottom. */
    List<Double> way(Box from, Box to) {
        List<Double> way = new ArrayList<>();
        for (int row = rows.get(from) + 1; row < rows.get(to); row++) {
            way.add(passing.get(List.of(from, to, row)));
        }
        return way;
    }

    double leftmost() {
        return extent().stream().mapToDouble(c -> c).min().orElse(0);
    }

    double rightmost() {
        return extent().stream().mapToDouble(c -> c).max().orElse(0);
    }

    private Set<Double> extent() {
        Set<Double> all = columns.values().stream().collect(Collectors.toSet());
        all.addAll(passing.values());
        return all;
    }
}
