package org.bestiary.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curves over epochs.
 *
 * @param title what it shows
 * @param scale how the vertical axis is laid out
 * @param series the curves, drawn in this order
 * @param marks vertical lines with a word
 */
public record LineChart(String title, Scale scale, List<Series> series, List<Mark> marks) implements Chart {
    private static final double SIZE = 12;
    private static final double TOP = 16;
    private static final double BOTTOM = 24;
    private static final double RIGHT = 14;

    /** More points than this on a curve are drawn without dots. */
    private static final int DOTS = 30;

    public LineChart {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
    }

    /** How a vertical axis is laid out. */
    public enum Scale {
        /** In percent, up to 100. */
        PERCENT,
        /** In percentage points, both sides of zero. */
        POINTS,
        /** Logarithmic where values span much, as a falling loss does. */
        LOSS
    }

    /**
     * A point; one whose y is not finite is a gap in the curve.
     *
     * @param x epoch
     * @param y value
     */
    public record Point(double x, double y) {}

    /**
     * A range at one x.
     *
     * @param x epoch
     * @param low lower end
     * @param high upper end
     */
    public record Range(double x, double low, double high) {}

    /**
     * A curve.
     *
     * @param name what it is
     * @param colour see {@link Colour}
     * @param dash pattern as SVG writes it; empty for a solid line
     * @param points by rising x
     * @param band what is shaded around it; empty for nothing
     */
    public record Series(String name, String colour, String dash, List<Point> points, List<Range> band) {
        public Series {
            points = List.copyOf(points);
            band = List.copyOf(band);
        }

        /** A solid curve without a band. */
        public static Series of(String name, String colour, List<Point> points) {
            return new Series(name, colour, "", points, List.of());
        }
    }

    /**
     * A vertical line.
     *
     * @param x where
     * @param word at its top
     */
    public record Mark(double x, String word) {}

    /** The epochs that any curve has a point at, rising. */
    public List<Double> xs() {
        return series.stream()
                .flatMap(s -> s.points().stream().map(Point::x))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether there is a number to draw. */
    public boolean drawable() {
        return series.stream().flatMap(s -> s.points().stream()).anyMatch(p -> Double.isFinite(p.y()));
    }

    @Override
    public List<Key> keys() {
        return series.size() < 2
                ? List.of()
                : series.stream()
                        .map(s -> new Key(s.name(), s.colour(), s.dash()))
                        .toList();
    }

    @Override
    public boolean pickable() {
        return series.size() > 1;
    }

    @Override
    public void draw(Drawing d) {
        List<Double> xs = xs();
        Axis y = vertical();
        Axis.Unit unit = scale == Scale.LOSS ? Axis.Unit.PLAIN : Axis.Unit.PERCENT;
        double left = 10
                + y.ticks().stream()
                        .mapToDouble(t -> Drawing.widthOf(Axis.label(t, unit), SIZE))
                        .max()
                        .orElse(20);
        Plot plot = new Plot(d, left, TOP, d.width() - RIGHT, d.height() - BOTTOM);
        Axis x = xs.isEmpty()
                ? Axis.whole(0, 0, 1)
                : Axis.whole(xs.get(0), xs.get(xs.size() - 1), (int) ((d.width() - left) / 45));
        plot.horizontalGrid(y, unit, SIZE);
        plot.ticksBelow(x, Axis.Unit.WHOLE, SIZE);
        if (scale == Scale.POINTS && y.low() < 0 && y.high() > 0) {
            d.line(left, plot.y(y.at(0)), plot.right(), plot.y(y.at(0)), Colour.MUTED, 1, "");
        }
        for (Mark mark : marks) {
            double at = plot.x(x.at(mark.x()));
            d.line(at, TOP, at, plot.bottom(), Colour.MUTED, 1, "2 3");
            Drawing.Anchor anchor = at > d.width() - 50 ? Drawing.Anchor.END : Drawing.Anchor.MIDDLE;
            d.text(Math.max(at, left), TOP - 5, mark.word(), anchor, 11, Colour.MUTED, false);
        }
        for (int i = 0; i < series.size(); i++) {
            draw(d, plot, x, y, series.get(i), i);
        }
        if (!drawable()) {
            d.text(d.width() / 2, d.height() / 2, "no finite value", Drawing.Anchor.MIDDLE, SIZE, Colour.MUTED, false);
        }
        d.attribute(
                "data-xs", xs.stream().map(v -> Drawing.number(plot.x(x.at(v)))).collect(Collectors.joining(" ")));
        d.attribute("data-plot", Drawing.number(TOP) + " " + Drawing.number(plot.bottom()));
    }

    private Axis vertical() {
        Stream<Double> bands =
                series.stream().flatMap(s -> s.band().stream()).flatMap(r -> Stream.of(r.low(), r.high()));
        List<Double> values = Stream.concat(
                        bands, series.stream().flatMap(s -> s.points().stream()).map(Point::y))
                .filter(Double::isFinite)
                .toList();
        return switch (scale) {
            case PERCENT -> Axis.percent(values.stream().mapToDouble(v -> v));
            case POINTS ->
                Axis.linear(Stream.concat(values.stream(), Stream.of(0.0)).mapToDouble(v -> v), 4);
            case LOSS -> Axis.falling(values, 4);
        };
    }

    private static void draw(Drawing d, Plot plot, Axis x, Axis y, Series s, int index) {
        List<Range> band = s.band().stream()
                .filter(r -> Double.isFinite(r.low()) && Double.isFinite(r.high()))
                .toList();
        if (band.size() > 1) {
            StringBuilder outline = new StringBuilder();
            for (int i = 0; i < band.size(); i++) {
                step(
                        outline,
                        i == 0 ? 'M' : 'L',
                        plot,
                        x.at(band.get(i).x()),
                        y.at(band.get(i).high()));
            }
            for (int i = band.size() - 1; i >= 0; i--) {
                step(outline, 'L', plot, x.at(band.get(i).x()), y.at(band.get(i).low()));
            }
            d.area(outline.append('z').toString(), s.colour(), 0.16, index);
        }
        StringBuilder path = new StringBuilder();
        List<Point> dots = new ArrayList<>();
        boolean pen = false;
        for (Point p : s.points()) {
            boolean known = Double.isFinite(p.y()) && (!y.log() || p.y() > 0);
            if (known) {
                step(path, pen ? 'L' : 'M', plot, x.at(p.x()), y.at(p.y()));
                dots.add(p);
            }
            pen = known;
        }
        if (path.length() > 0) {
            d.curve(path.toString(), s.colour(), 2, s.dash(), 1, index);
        }
        if (dots.size() <= DOTS) {
            for (Point p : dots) {
                d.circle(plot.x(x.at(p.x())), plot.y(y.at(p.y())), 2.4, s.colour(), 1, "", "", index);
            }
        }
    }

    private static void step(StringBuilder path, char command, Plot plot, double x, double y) {
        path.append(command).append(Drawing.number(plot.x(x))).append(' ').append(Drawing.number(plot.y(y)));
    }

    /** A value as a reader of the curve sees it. */
    public String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        return switch (scale) {
            case PERCENT -> String.format(Locale.ROOT, "%.2f%%", value);
            case POINTS -> String.format(Locale.ROOT, "%.2f points", value);
            case LOSS -> value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
        };
    }
}
