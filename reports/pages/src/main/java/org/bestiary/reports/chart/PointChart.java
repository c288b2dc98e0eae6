package org.bestiary.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points in groups, and lines among them, over two axes whose ends are given. What lies beyond an end is drawn at it.
 *
 * @param title what it shows
 * @param x the axis below
 * @param y the axis at the left
 * @param groups points that belong together, drawn in this order
 * @param lines lines, drawn after the points
 */
public record PointChart(String title, Side x, Side y, List<Group> groups, List<Line> lines) implements Chart {
    private static final double SIZE = 12;
    private static final double TOP = 12;
    private static final double BOTTOM = 42;
    private static final double RIGHT = 16;
    private static final double RADIUS = 3.4;

    /** A group of more points than this is one mark: a thousand marks each of which tells something help nobody. */
    private static final int CROWD = 300;

    public PointChart {
        groups = List.copyOf(groups);
        lines = List.copyOf(lines);
    }

    /**
     * An axis with its name.
     *
     * @param name what it measures, with its unit
     * @param axis its range and ticks
     * @param unit how its numbers are written
     * @param places names of the ticks where it has no numbers; empty where it has
     */
    public record Side(String name, Axis axis, Axis.Unit unit, List<String> places) {
        public Side {
            places = List.copyOf(places);
        }

        /** An axis with numbers. */
        public static Side of(String name, Axis axis, Axis.Unit unit) {
            return new Side(name, axis, unit, List.of());
        }

        /** An axis with names at 0, 1, 2 ... */
        public static Side named(String name, List<String> places) {
            List<Double> ticks =
                    IntStream.range(0, places.size()).mapToObj(i -> (double) i).toList();
            return new Side(name, new Axis(-0.5, places.size() - 0.5, false, ticks), Axis.Unit.WHOLE, places);
        }

        private double at(double value) {
            return Math.max(0, Math.min(1, axis.at(value)));
        }

        private String label(int tick) {
            return places.isEmpty() ? Axis.label(axis.ticks().get(tick), unit) : places.get(tick);
        }
    }

    /**
     * Points of one kind.
     *
     * @param name what they are, for the legend; empty for no entry
     * @param colour see {@link Colour}
     * @param filled whether they are full or rings
     * @param points where they are
     */
    public record Group(String name, String colour, boolean filled, List<Point> points) {
        public Group {
            points = List.copyOf(points);
        }
    }

    /**
     * A point; one whose place is not finite is left out.
     *
     * @param x on the axis below
     * @param y on the axis at the left
     * @param reference number of what is told of it, -1 for nothing
     */
    public record Point(double x, double y, int reference) {
        /** A point of which nothing is told. */
        public static Point of(double x, double y) {
            return new Point(x, y, -1);
        }

        private boolean drawable() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    /**
     * Lines of one kind; one is broken where a point is not finite.
     *
     * @param name what they are, for the legend; empty for no entry
     * @param colour see {@link Colour}
     * @param thickness in pixels
     * @param opacity from 0 to 1
     * @param stepped whether a value lasts until the next point
     * @param paths the points of each
     */
    public record Line(
            String name, String colour, double thickness, double opacity, boolean stepped, List<List<Point>> paths) {
        public Line {
            paths = paths.stream().map(List::copyOf).toList();
        }
    }

    @Override
    public List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        groups.forEach(g -> keys.add(new Key(g.name(), g.colour(), g.filled() ? "" : "3 2")));
        lines.forEach(l -> keys.add(new Key(l.name(), l.colour(), "")));
        return keys.size() < 2 || keys.stream().anyMatch(k -> k.name().isEmpty()) ? List.of() : keys;
    }

    @Override
    public boolean pickable() {
        return !keys().isEmpty();
    }

    @Override
    public void draw(Drawing d) {
        double widest = IntStream.range(0, y.axis().ticks().size())
                .mapToDouble(i -> Drawing.widthOf(y.label(i), SIZE))
                .max()
                .orElse(20);
        double left = 28 + Math.min(widest, d.width() / 4);
        Plot plot = new Plot(d, left, TOP, d.width() - RIGHT, d.height() - BOTTOM);
        frame(d, plot);
        int series = 0;
        for (Group group : groups) {
            draw(d, plot, group, series++);
        }
        for (Line line : lines) {
            draw(d, plot, line, series++);
        }
        boolean empty = groups.stream().flatMap(g -> g.points().stream()).noneMatch(Point::drawable)
                && lines.stream()
                        .flatMap(l -> l.paths().stream())
                        .flatMap(List::stream)
                        .noneMatch(Point::drawable);
        if (empty) {
            d.text(plot.x(0.5), plot.y(0.5), "no finite value", Drawing.Anchor.MIDDLE, SIZE, Colour.MUTED, false);
        }
    }

    private void frame(Drawing d, Plot plot) {
        List<Double> up = y.axis().ticks();
        for (int i = 0; i < up.size(); i++) {
            double at = plot.y(y.at(up.get(i)));
            String label = Drawing.shortened(y.label(i), SIZE, plot.left() - 24);
            d.line(plot.left(), at, plot.right(), at, Colour.LINE, 1, "");
            d.text(plot.left() - 7, at + SIZE * 0.35, label, Drawing.Anchor.END, SIZE, Colour.MUTED, false);
        }
        if (x.places().isEmpty()) {
            plot.verticalGrid(x.axis());
            plot.ticksBelow(x.axis(), x.unit(), SIZE);
        } else {
            double room = (plot.right() - plot.left()) / x.places().size();
            for (int i = 0; i < x.places().size(); i++) {
                String name = Drawing.shortened(x.places().get(i), SIZE, room - 4);
                d.text(
                        plot.x(x.at(i)),
                        plot.bottom() + SIZE + 5,
                        name,
                        Drawing.Anchor.MIDDLE,
                        SIZE,
                        Colour.MUTED,
                        false);
            }
        }
        double width = plot.right() - plot.left();
        String below = Drawing.shortened(x.name(), SIZE, width);
        d.text(plot.x(0.5), d.height() - 6, below, Drawing.Anchor.MIDDLE, SIZE, Colour.MUTED, false);
        d.upright(12, plot.y(0.5), Drawing.shortened(y.name(), SIZE, plot.bottom() - TOP), SIZE, Colour.MUTED);
    }

    private void draw(Drawing d, Plot plot, Group group, int series) {
        List<Drawing.Spot> spots = group.points().stream()
                .filter(Point::drawable)
                .map(p -> new Drawing.Spot(plot.x(x.at(p.x())), plot.y(y.at(p.y())), p.reference()))
                .toList();
        if (spots.size() > CROWD) {
            StringBuilder path = new StringBuilder();
            for (Drawing.Spot s : spots) {
                path.append('M')
                        .append(Drawing.number(s.x()))
                        .append(' ')
                        .append(Drawing.number(s.y()))
                        .append("h.1");
            }
            d.curve(path.toString(), group.colour(), RADIUS * 1.6, "", group.filled() ? 0.75 : 0.45, series);
        } else {
            String stroke = group.filled() ? "" : group.colour();
            d.dots(
                    spots,
                    RADIUS,
                    group.filled() ? group.colour() : Colour.GROUND,
                    group.filled() ? 0.85 : 0.6,
                    stroke,
                    series);
        }
    }

    private void draw(Drawing d, Plot plot, Line line, int series) {
        StringBuilder path = new StringBuilder();
        for (List<Point> points : line.paths()) {
            boolean pen = false;
            String level = "";
            for (Point p : points) {
                if (!p.drawable()) {
                    pen = false;
                    continue;
                }
                String across = Drawing.number(plot.x(x.at(p.x())));
                String up = Drawing.number(plot.y(y.at(p.y())));
                if (pen && line.stepped()) {
                    path.append('L').append(across).append(' ').append(level);
                }
                path.append(pen ? 'L' : 'M').append(across).append(' ').append(up);
                if (!pen && points.size() == 1) {
                    path.append("h.1");
                }
                level = up;
                pen = true;
            }
        }
        if (!path.isEmpty()) {
            d.curve(path.toString(), line.colour(), line.thickness(), "", line.opacity(), series);
        }
    }
}
