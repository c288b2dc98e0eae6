package org.bestiary.zoo.op;

import java.util.List;

/**
 * What part of the image one number of a map depends on (Araujo, Norris, Sim: Computing receptive fields of convolutional
 * neural networks, 2019), in pixels. A field may be larger than the image: it then reaches into the padding.
 *
 * @param rows from top to bottom
 * @param columns from left to right
 */
public record ReceptiveField(Extent rows, Extent columns) {
    /** One pixel sees itself. */
    public static final ReceptiveField PIXEL = square(1, 1, 0);

    /**
     * A field along one axis.
     *
     * @param size rows or columns seen by one number
     * @param jump distance in the image between the fields of two neighbours
     * @param start offset of the first field's first pixel from the image's first, at most 0 where there is padding
     */
    public record Extent(long size, long jump, long start) {
        /** After a window with this span (dilation counted in), stride and leading padding. */
        private Extent window(long span, int stride, int padding) {
            return new Extent(
                    Math.addExact(size, Math.multiplyExact(span - 1, jump)),
                    Math.multiplyExact(jump, (long) stride),
                    Math.subtractExact(start, Math.multiplyExact(padding, jump)));
        }

        /** Neighbours are as far apart as in the finer of the two: factors of channels have no neighbours at all. */
        private static Extent widest(Extent a, Extent b) {
            return new Extent(Math.max(a.size, b.size), Math.min(a.jump, b.jump), Math.min(a.start, b.start));
        }
    }

    /** The same along both axes. */
    public static ReceptiveField square(long size, long jump, long start) {
        Extent extent = new Extent(size, jump, start);
        return new ReceptiveField(extent, extent);
    }

    /** Rows or columns seen by one number, the larger of both. */
    public long size() {
        return Math.max(rows.size(), columns.size());
    }

    /** Distance in the image between the fields of two neighbours, the larger of both axes. */
    public long jump() {
        return Math.max(rows.jump(), columns.jump());
    }

    /**
     * After a window.
     *
     * @param height rows that it spans, dilation counted in
     * @param width columns that it spans
     * @param stride of both axes
     * @param top padding before the first row
     * @param left padding before the first column
     */
    ReceptiveField window(long height, long width, int stride, int top, int left) {
        return new ReceptiveField(rows.window(height, stride, top), columns.window(width, stride, left));
    }

    /** After windows of this size, side by side. */
    ReceptiveField tiles(int height, int width) {
        return new ReceptiveField(rows.window(height, height, 0), columns.window(width, width, 0));
    }

    /** After something that sees all positions of a map of this size. */
    ReceptiveField all(int height, int width) {
        return window(height, width, 1, 0, 0);
    }

    /** The widest of several branches that come together. */
    public static ReceptiveField widest(List<ReceptiveField> branches) {
        return branches.stream()
                .reduce((a, b) ->
                        new ReceptiveField(Extent.widest(a.rows, b.rows), Extent.widest(a.columns, b.columns)))
                .orElse(PIXEL);
    }
}
