package org.bestiary.reports.chart;

import java.util.List;
import java.util.stream.Stream;

/**
 * Parallel coordinates: an axis for every parameter and a line for every point. The axes stand side by side where there is
 * room for their names, otherwise they lie one below the other.
 *
 * @param title what it shows
 * @param rails the axes
 * @param threads the lines, drawn in this order
 * @param keys what the colours mean; a thread names its key by its place here
 */
public record ParallelChart(String title, List<Rail> rails, List<Thread> threads, List<Key> keys) implements Chart {
    private static final double SIZE = 12;
    private static final double LEAST_ROOM = 112;
    /** Where a value is that is not there: just before the beginning of its axis. */
    private static final double ABSENT = -0.08;

    public ParallelChart {
        rails = List.copyOf(rails);
        threads = List.copyOf(threads);
        keys = List.copyOf(keys);
    }

    /**
     * An axis.
     *
     * @param name what it measures
     * @param ticks its labels
     */
    public record Rail(String name, List<Tick> ticks) {
        public Rail {
            ticks = List.copyOf(ticks);
        }
    }

    /**
     * A label.
     *
     * @param at from 0 to 1
     * @param text what it says
     */
    public record Tick(double at, String text) {}

    /**
     * A line.
     *
     * @param at its place on every axis, from 0 to 1; NaN where it has none
     * @param key the place of its key
     * @param strong whether it is drawn thick
     * @param reference number of what is told of it, -1 for nothing
     */
    public record Thread(List<Double> at, int key, boolean strong, int reference) {
        public Thread {
            at = List.copyOf(at);
        }
    }

    @Override
    public boolean pickable() {
        return keys.size() > 1;
    }

    @Override
    public void draw(Drawing d) {
        if (d.width() / rails.size() >= LEAST_ROOM) {
            drawStanding(d);
        } else {
            drawLying(d);
        }
    }

    private boolean anyAbsent() {
        return threads.stream().flatMap(t -> t.at().stream()).anyMatch(v -> v.isNaN());
    }

    /** From a place on an axis to its share of the axis' room, at the beginning of which absent values are. */
    private static double share(double at, boolean absent) {
        double low = absent ? ABSENT : 0;
        double clamped = Double.isNaN(at) ? ABSENT : Math.max(0, Math.min(1, at));
        return (clamped - low) / (1 - low);
    }

    private void drawStanding(Drawing d) {
        boolean absent = anyAbsent();
        double room = d.width() / rails.size();
        double top = 30;
        double bottom = d.height() - 12;
        for (Thread t : threads) {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < rails.size(); i++) {
                double y = bottom - share(t.at().get(i), absent) * (bottom - top);
                step(path, i, (i + 0.5) * room, y);
            }
            draw(d, t, path);
        }
        for (int i = 0; i < rails.size(); i++) {
            double x = (i + 0.5) * room;
            d.line(x, top, x, bottom, Colour.MUTED, 1.4, "");
            String name = Drawing.shortened(rails.get(i).name(), SIZE, room - 8);
            d.text(x, 14, name, Drawing.Anchor.MIDDLE, SIZE, Colour.INK, true);
            for (Tick tick : labels(i)) {
                double y = bottom - share(tick.at(), absent) * (bottom - top);
                String text = Drawing.shortened(tick.text(), SIZE, room * 0.6);
                plate(d, x + 5, y, text);
                d.line(x - 3, y, x + 3, y, Colour.MUTED, 1.4, "");
            }
        }
    }

    private void drawLying(Drawing d) {
        boolean absent = anyAbsent();
        double room = (d.height() - 8) / rails.size();
        double left = 14;
        double right = d.width() - 14;
        for (Thread t : threads) {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < rails.size(); i++) {
                step(path, i, left + share(t.at().get(i), absent) * (right - left), (i + 0.5) * room);
            }
            draw(d, t, path);
        }
        for (int i = 0; i < rails.size(); i++) {
            double y = (i + 0.5) * room;
            d.line(left, y, right, y, Colour.MUTED, 1.4, "");
            double free = Double.NEGATIVE_INFINITY;
            for (Tick tick : labels(i)) {
                double x = left + share(tick.at(), absent) * (right - left);
                d.line(x, y - 3, x, y + 3, Colour.MUTED, 1.4, "");
                String text = Drawing.shortened(tick.text(), SIZE, 90);
                double from = Math.max(
                        2, Math.min(x - Drawing.widthOf(text, SIZE) / 2, d.width() - 2 - Drawing.widthOf(text, SIZE)));
                if (from > free) {
                    plate(d, from, y + 12, text);
                    free = from + Drawing.widthOf(text, SIZE) + 6;
                }
            }
            plate(d, left, y - 11, Drawing.shortened(rails.get(i).name(), SIZE, right - left), Colour.INK, true);
        }
    }

    /** The labels of an axis; the place of what is absent has one only where something is. */
    private List<Tick> labels(int rail) {
        boolean absent = threads.stream().anyMatch(t -> t.at().get(rail).isNaN());
        List<Tick> ticks = rails.get(rail).ticks();
        return absent
                ? Stream.concat(Stream.of(new Tick(Double.NaN, "–")), ticks.stream())
                        .toList()
                : ticks;
    }

    private void draw(Drawing d, Thread t, StringBuilder path) {
        Key key = keys.get(t.key());
        d.thread(
                path.toString(),
                key.colour(),
                t.strong() ? 3 : 1.3,
                key.dash(),
                t.strong() ? 1 : 0.7,
                t.key(),
                t.reference());
    }

    private static void step(StringBuilder path, int i, double x, double y) {
        path.append(i == 0 ? 'M' : 'L').append(Drawing.number(x)).append(' ').append(Drawing.number(y));
    }

    private static void plate(Drawing d, double x, double middle, String text) {
        plate(d, x, middle, text, Colour.MUTED, false);
    }

    /** A text on ground of its own, so that it can be read among lines. */
    private static void plate(Drawing d, double x, double middle, String text, String colour, boolean bold) {
        double width = Drawing.widthOf(text, SIZE) + 4;
        d.rectangle(x - 2, middle - SIZE * 0.62, width, SIZE * 1.24, Colour.GROUND, 0.82, "");
        d.text(x, middle + SIZE * 0.35, text, Drawing.Anchor.START, SIZE, colour, bold);
    }
}
