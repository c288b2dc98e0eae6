package org.bestiary.reports.chart;

import java.util.List;

/** Something that can be drawn at any size. Implementations are immutable. */
public interface Chart {
    /** What it shows, for a heading: "Loss by epoch". */
    String title();

    /** What is drawn in which colour; empty if there is nothing to tell apart. */
    List<Key> keys();

    /** Whether each key stands for marks that can be picked out of the others, in the order of the keys. */
    default boolean pickable() {
        return false;
    }

    /**
     * Draws.
     *
     * @param drawing where to, with its size
     */
    void draw(Drawing drawing);

    /**
     * One entry of a legend.
     *
     * @param name what
     * @param colour how, see {@link Colour}
     * @param dash pattern of its line as SVG writes it; empty for a solid one
     */
    record Key(String name, String colour, String dash) {}

    /**
     * The chart as it stands in a page: no title, no legend, colours of the page.
     *
     * @param width in pixels at which letters have their natural size
     * @param height in pixels
     * @param sizeClass name by which the style chooses among drawings of several sizes
     */
    default String markup(int width, int height, String sizeClass) {
        Drawing drawing = new Drawing(width, height);
        draw(drawing);
        return drawing.markup(sizeClass, title());
    }

    /** The chart as an SVG file, with title and legend. */
    default String file(int width, int height) {
        return ChartFile.svg(this, width, height);
    }
}
