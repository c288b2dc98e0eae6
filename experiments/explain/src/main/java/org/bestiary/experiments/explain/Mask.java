package org.bestiary.experiments.explain;

import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bestiary.zoo.Shape;

/** Pixels of an image that are to be covered. */
final class Mask {
    private final BitSet pixels;
    private final int area;

    private Mask(BitSet pixels, int area) {
        this.pixels = pixels;
        this.area = area;
    }

    /** A square, cut off at the edge. */
    static Mask square(Shape image, int top, int left, int side) {
        BitSet pixels = new BitSet();
        for (int y = top; y < Math.min(image.height(), top + side); y++) {
            pixels.set(y * image.width() + left, y * image.width() + Math.min(image.width(), left + side));
        }
        return new Mask(pixels, image.height() * image.width());
    }

    /** These pixels, numbered row by row. */
    static Mask of(Shape image, int... chosen) {
        BitSet pixels = new BitSet();
        for (int i : chosen) {
            pixels.set(i);
        }
        return new Mask(pixels, image.height() * image.width());
    }

    /** Where squares of this side begin so that they overlap by half and reach the edge. */
    static int[] positions(int length, int side) {
        int step = Math.max(1, side / 2);
        int count = (length - side + step - 1) / step + 1;
        return IntStream.range(0, count)
                .map(i -> Math.min(i * step, length - side))
                .toArray();
    }

    /** A copy of the image with the pixels in the colour that says least. */
    float[] cover(float[] image, PixelScale scale) {
        float[] copy = image.clone();
        for (int c = 0; c < image.length / area; c++) {
            float neutral = scale.neutral(c);
            int channel = c;
            forEach(i -> copy[channel * area + i] = neutral);
        }
        return copy;
    }

    void forEach(IntConsumer action) {
        pixels.stream().forEach(action);
    }
}
