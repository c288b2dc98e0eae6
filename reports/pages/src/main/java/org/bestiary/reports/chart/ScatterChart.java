package org.bestiary.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bubbles with names, and the line that joins those that no other beats: fewer of x and more of y.
 *
 * @param title what it shows
 * @param x the axis below
 * @param y the axis at the left
 * @param bubbles what is drawn
 * @param front whether the Pareto front is drawn
 * @param groups what the colours mean; empty if nothing
 */
public record ScatterChart(String title, Side x, Side y, List<Bubble> bubbles, boolean front, List<Key> groups)
        implements Chart {
    private static final double SIZE = 12;
    private static final double TOP = 14;
    private static final double BOTTOM = 42;
    private static final double RIGHT = 20;
    private static final double LEAST_RADIUS = 4;

    public ScatterChart {
        bubbles = List.copyOf(bubbles);
        groups = List.copyOf(groups);
    }

    /**
     * An axis.
     *
     * @param name what it measures, with its unit
     * @param log whether it is logarithmic
     * @param unit how its numbers are written
     * @param places names of the places 0, 1, 2 ... where it has no numbers; empty where it has
     */
    public record Side(String name, boolean log, Axis.Unit unit, List<String> places) {
        public Side {
            places = List.copyOf(places);
        }

        /** An axis with numbers. */
        public static Side of(String name, boolean log, Axis.Unit unit) {
            return new Side(name, log, unit, List.of());
        }

        /** An axis with names instead of numbers, all at the same distance. */
        public static Side named(String name, List<String> places) {
            return new Side(name, false, Axis.Unit.WHOLE, places);
        }

        Axis axis(List<Double> values) {
            if (!places.isEmpty()) {
                return new Axis(
                        -0.5,
                        places.size() - 0.5,
                        false,
                        IntStream.range(0, places.size())
                                .mapToObj(i -> (double) i)
                                .toList());
            }
            if (log) {
                return Axis.logarithmic(values);
            }
            if (unit == Axis.Unit.PERCENT) {
                Axis axis = Axis.linear(values.stream().mapToDouble(v -> v), 5);
                // More than all of them cannot be right.
                return axis.high() <= 100
                        ? axis
                        : new Axis(
                                axis.low(),
                                100,
                                false,
                                axis.ticks().stream().filter(t -> t <= 100).toList());
            }
            return Axis.linear(values.stream().mapToDouble(v -> v), 5);
        }
    }

    /**
     * A bubble.
     *
     * @param name what it is
     * @param x position; on a logarithmic axis above zero
     * @param y position
     * @param low lower end of y's uncertainty, y itself if there is none
     * @param high upper end
     * @param size 0 to 1, as its area
     * @param colour see {@link Colour}
     * @param tip what is told of it, in lines
     */
    public record Bubble(
            String name, double x, double y, double low, double high, double size, String colour, String tip) {
        boolean drawable(boolean log) {
            return Double.isFinite(x) && Double.isFinite(y) && (!log || x > 0);
        }
    }

    private List<Bubble> drawable() {
        return bubbles.stream()
                .filter(b -> b.drawable(x.log()) && (!y.log() || b.y() > 0))
                .toList();
    }

    /** The bubbles that no other beats, by rising x. */
    public List<Bubble> paretoFront() {
        List<Bubble> best = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (Bubble b : drawable().stream()
                .sorted(Comparator.comparing(Bubble::x).thenComparing(b -> -b.y()))
                .toList()) {
            if (b.y() > highest) {
                best.add(b);
                highest = b.y();
            }
        }
        return best;
    }

    @Override
    public List<Key> keys() {
        return groups;
    }

    @Override
    public void draw(Drawing d) {
        List<Bubble> shown = drawable();
        Axis across = x.axis(shown.stream().map(Bubble::x).toList());
        Axis up = y.axis(
                shown.stream().flatMap(b -> Stream.of(b.low(), b.y(), b.high())).toList());
        double left = 26
                + up.ticks().stream()
                        .mapToDouble(t -> Drawing.widthOf(Axis.label(t, y.unit()), SIZE))
                        .max()
                        .orElse(20);
        Plot plot = new Plot(d, left, TOP, d.width() - RIGHT, d.height() - BOTTOM);
        plot.horizontalGrid(up, y.unit(), SIZE);
        if (x.places().isEmpty()) {
            plot.verticalGrid(across);
            plot.ticksBelow(across, x.unit(), SIZE);
        } else {
            bands(d, plot, across);
        }
        d.text((left + plot.right()) / 2, d.height() - 6, x.name(), Drawing.Anchor.MIDDLE, SIZE, Colour.MUTED, false);
        d.upright(12, (TOP + plot.bottom()) / 2, y.name(), SIZE, Colour.MUTED);
        if (front) {
            drawFront(d, plot, across, up);
        }
        Labels labels = new Labels(plot);
        double largest = Math.min(30, d.width() / 28);
        for (Bubble b :
                shown.stream().sorted(Comparator.comparing(b -> -b.size())).toList()) {
            double cx = plot.x(across.at(b.x()));
            double cy = plot.y(up.at(b.y()));
            double radius = Math.max(LEAST_RADIUS, largest * Math.sqrt(Math.max(0, Math.min(1, b.size()))));
            if (b.high() > b.low()) {
                d.line(cx, plot.y(up.at(b.low())), cx, plot.y(up.at(b.high())), b.colour(), 1.5, "");
            }
            d.circle(cx, cy, radius, b.colour(), 0.45, b.colour(), b.tip(), shown.indexOf(b));
            labels.occupy(cx, cy, Math.min(radius, 6));
            labels.want(cx, cy, radius, b.name());
        }
        labels.draw(d, SIZE);
        if (shown.isEmpty()) {
            d.text(
                    d.width() / 2,
                    d.height() / 2,
                    "nothing measured yet",
                    Drawing.Anchor.MIDDLE,
                    SIZE,
                    Colour.MUTED,
                    false);
        }
    }

    /** Places side by side, with lines between them. */
    private void bands(Drawing d, Plot plot, Axis across) {
        double room = plot.x(across.at(1)) - plot.x(across.at(0));
        for (int i = 0; i < x.places().size(); i++) {
            if (i > 0) {
                double between = plot.x(across.at(i - 0.5));
                d.line(between, TOP, between, plot.bottom(), Colour.LINE, 1, "");
            }
            String name = Drawing.shortened(x.places().get(i), SIZE, room);
            d.text(plot.x(across.at(i)), plot.bottom() + 17, name, Drawing.Anchor.MIDDLE, SIZE, Colour.MUTED, false);
        }
    }

    /** Steps, since between two networks there is none. */
    private void drawFront(Drawing d, Plot plot, Axis across, Axis up) {
        List<Bubble> best = paretoFront();
        if (best.size() < 2) {
            return;
        }
        StringBuilder path = new StringBuilder();
        double level = 0;
        for (Bubble b : best) {
            String at = Drawing.number(plot.x(across.at(b.x())));
            String height = Drawing.number(plot.y(up.at(b.y())));
            if (path.isEmpty()) {
                path.append('M').append(at).append(' ').append(height);
            } else {
                path.append('L').append(at).append(' ').append(Drawing.number(level));
                path.append('L').append(at).append(' ').append(height);
            }
            level = plot.y(up.at(b.y()));
        }
        path.append('L').append(Drawing.number(plot.right())).append(' ').append(Drawing.number(level));
        d.curve(path.toString(), Colour.MUTED, 1.2, "4 3", 0.8, -1);
    }
}
