package org.bestiary.reports.chart;

import java.util.List;

/**
 * Lying bars, one below the other, each with its name above it and its figure behind it.
 *
 * @param title what it shows
 * @param bars the bars
 */
public record BarChart(String title, List<Bar> bars) implements Chart {
    private static final double SIZE = 12;

    public BarChart {
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param name what it is
     * @param share its length, from 0 to 1
     * @param text its figure
     */
    public record Bar(String name, double share, String text) {}

    @Override
    public List<Key> keys() {
        return List.of();
    }

    @Override
    public void draw(Drawing d) {
        double room = d.height() / Math.max(1, bars.size());
        double longest = bars.stream()
                .mapToDouble(b -> Drawing.widthOf(b.text(), SIZE))
                .max()
                .orElse(0);
        double width = d.width() - longest - 12;
        double most =
                Math.max(1e-12, bars.stream().mapToDouble(Bar::share).max().orElse(1));
        double thick = Math.min(14, room * 0.36);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = i * room + room / 2;
            String name = Drawing.shortened(bar.name(), SIZE, d.width() - 8);
            d.text(0, y - 4, name, Drawing.Anchor.START, SIZE, Colour.INK, false);
            double length = Math.max(1, width * bar.share() / most);
            d.rectangle(0, y + 2, length, thick, Colour.ACCENT, 0.8, "");
            d.text(
                    length + 6,
                    y + 2 + thick / 2 + SIZE * 0.35,
                    bar.text(),
                    Drawing.Anchor.START,
                    SIZE,
                    Colour.MUTED,
                    false);
        }
    }
}
