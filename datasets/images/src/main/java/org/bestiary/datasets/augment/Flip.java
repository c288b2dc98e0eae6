package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Mirrors the image with some probability.
 *
 * @param axis left and right, or top and bottom
 * @param probability from 0 to 1
 */
public record Flip(Axis axis, double probability) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "flip",
                    Flip.class,
                    "mirrors the image",
                    Parameter.choice(
                                    "axis",
                                    Axis.values(),
                                    "horizontal exchanges left and right, vertical top and bottom")
                            .usually(Axis.HORIZONTAL),
                    Parameter.decimal("probability", Bounds.from(0, 1), "how often")
                            .usually(0.5))
            .briefly("axis");

    /** What is exchanged. */
    public enum Axis {
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL
    }

    /** Checks the probability. */
    public Flip {
        KIND.check(axis, probability);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        if (random.nextDouble() >= probability) {
            return;
        }
        byte[] from = picture.pixels();
        byte[] to = picture.spare(picture.shape().values());
        int height = picture.shape().height();
        int width = picture.shape().width();
        int channels = picture.shape().channels();
        int row = width * channels;
        for (int y = 0; y < height; y++) {
            if (axis == Axis.VERTICAL) {
                System.arraycopy(from, y * row, to, (height - 1 - y) * row, row);
            } else {
                mirrorRow(from, to, y * row, row, channels);
            }
        }
        picture.swap(picture.shape());
    }

    private static void mirrorRow(byte[] from, byte[] to, int start, int row, int channels) {
        if (channels == 3) {
            for (int x = 0, back = start + row - 3; x < row; x += 3, back -= 3) {
                to[back] = from[start + x];
                to[back + 1] = from[start + x + 1];
                to[back + 2] = from[start + x + 2];
            }
            return;
        }
        for (int x = 0; x < row; x += channels) {
            System.arraycopy(from, start + x, to, start + row - channels - x, channels);
        }
    }

    @Override
    public boolean mirrors() {
        return probability > 0;
    }
}
