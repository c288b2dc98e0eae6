package org.bestiary.datasets.augment;

import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Rotation, shift, shear and zoom in one step, each uniform in its range, sampled once.
 *
 * @param degrees of rotation at most, either way
 * @param shift at most, as a share of the side, in both directions independently
 * @param shear at most, as horizontal shift per row
 * @param zoom at most: each side is scaled independently by 1 - zoom to 1 + zoom
 * @param fill what lies beyond the edge
 */
public record RandomAffine(double degrees, double shift, double shear, double zoom, Fill fill) implements Transform {
    /** Checks the ranges. */
    public RandomAffine {
        if (!(degrees >= 0 && degrees <= 180 && shift >= 0 && shift <= 1 && shear >= 0 && zoom >= 0 && zoom < 1)) {
            throw new DataException(
                    "An affine augmentation needs degrees 0 to 180, shift 0 to 1, shear from 0 and zoom 0 "
                            + "to under 1, got " + degrees + ", " + shift + ", " + shear + ", " + zoom + ".");
        }
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        double turn = random.uniform(-degrees, degrees);
        double right = random.uniform(-shift, shift) * picture.shape().width();
        double down = random.uniform(-shift, shift) * picture.shape().height();
        double lean = random.uniform(-shear, shear);
        double wide = random.uniform(1 - zoom, 1 + zoom);
        double high = random.uniform(1 - zoom, 1 + zoom);
        Affine.of(turn, lean, wide, high, right, down).apply(picture, fill);
    }
}
