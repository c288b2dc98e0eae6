package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
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
    static final Kind<Step> KIND = Kind.of(
            "affine",
            RandomAffine.class,
            "rotates, shifts, shears and zooms in one step, sampled once",
            Parameter.decimal("degrees", Bounds.from(0, 180), "rotation at most, either way")
                    .usually(0.0),
            Parameter.decimal("shift", Bounds.from(0, 1), "shift at most, as a share of each side")
                    .usually(0.0),
            Parameter.decimal("shear", Bounds.from(0, 10), "shear at most, as horizontal shift per row")
                    .usually(0.0),
            Parameter.decimal("zoom", Bounds.below(0, 1), "each side is scaled by 1 - zoom to 1 + zoom")
                    .usually(0.0),
            Parameter.choice("fill", Fill.values(), Fill.MEANING).usually(Fill.CONSTANT));

    /** Checks the ranges. */
    public RandomAffine {
        KIND.check(degrees, shift, shear, zoom, fill);
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
