package org.bestiary.datasets.augment;

import java.util.Arrays;
import java.util.Optional;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Blackens a square at a random place; at the edges part of it may lie outside.
 *
 * <p>T. DeVries, G. Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017.
 *
 * @param size side of the square in pixels, at least 1; empty for half of the image's shorter side, which is the 16 that the
 *     paper has for CIFAR-10
 */
public record Cutout(Optional<Integer> size) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "cutout",
                    Cutout.class,
                    "blackens a square at a random place",
                    Parameter.whole("size", 1, Sides.LARGEST, "side of the square, in pixels")
                            .unlessGiven("half of the shorter side"))
            .briefly("size");

    /** Checks the side. */
    public Cutout {
        KIND.check(size);
    }

    /**
     * Of a size.
     *
     * @param size side of the square in pixels
     */
    public Cutout(int size) {
        this(Optional.of(size));
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        ImageShape shape = picture.shape();
        int side = size.orElse(Math.max(1, Math.min(shape.height(), shape.width()) / 2));
        int x = random.nextInt(shape.width()) - side / 2;
        int y = random.nextInt(shape.height()) - side / 2;
        int left = Math.max(0, x) * shape.channels();
        int right = Math.min(shape.width(), x + side) * shape.channels();
        for (int row = Math.max(0, y); row < Math.min(shape.height(), y + side); row++) {
            int start = row * shape.width() * shape.channels();
            Arrays.fill(picture.pixels(), start + left, start + right, (byte) 0);
        }
    }
}
