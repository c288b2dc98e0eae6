package org.bestiary.datasets.augment;

import java.util.Arrays;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Blackens a square at a random place; at the edges part of it may lie outside.
 *
 * <p>T. DeVries, G. Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017.
 *
 * @param side of the square in pixels, at least 1; the paper has 16 for CIFAR-10
 */
public record Cutout(int side) implements Transform {
    /** Checks the side. */
    public Cutout {
        if (side < 1) {
            throw new DataException("The side of a cutout must be at least 1, got " + side + ".");
        }
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        ImageShape shape = picture.shape();
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
