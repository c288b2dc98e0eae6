package org.bestiary.experiments.explain;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.op.ReceptiveField;

/**
 * The part of an image that one number of a map depends on, cut off at the edges.
 *
 * @param left first column
 * @param top first row
 * @param right last column
 * @param bottom last row
 */
record Field(int left, int top, int right, int bottom) {
    static Field of(Layer layer, Shape image, int row, int column) {
        ReceptiveField.Extent rows = layer.field().rows();
        ReceptiveField.Extent columns = layer.field().columns();
        long top = rows.start() + row * rows.jump();
        long left = columns.start() + column * columns.jump();
        return new Field(
                clamp(left, image.width()),
                clamp(top, image.height()),
                clamp(left + columns.size() - 1, image.width()),
                clamp(top + rows.size() - 1, image.height()));
    }

    private static int clamp(long at, int length) {
        return (int) Math.max(0, Math.min(length - 1, at));
    }
}
