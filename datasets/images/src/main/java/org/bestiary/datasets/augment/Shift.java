package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Moves the image, uniformly in both directions.
 *
 * @param width at most, to either side, as a share of the width from 0 to 1
 * @param height at most, up or down, as a share of the height from 0 to 1
 * @param fill what lies beyond the edge
 */
public record Shift(double width, double height, Fill fill) implements Transform {
    static final Kind<Step> KIND = Kind.of(
            "shift",
            Shift.class,
            "moves the image",
            Parameter.decimal("width", Bounds.from(0, 1), "to either side at most, as a share of the width")
                    .usually(0.1),
            Parameter.decimal("height", Bounds.from(0, 1), "up or down at most, as a share of the height")
                    .usually(0.1),
            Parameter.choice("fill", Fill.values(), Fill.MEANING).usually(Fill.CONSTANT));

    /** Checks the shares. */
    public Shift {
        KIND.check(width, height, fill);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        double right = random.uniform(-width, width) * picture.shape().width();
        double down = random.uniform(-height, height) * picture.shape().height();
        Affine.of(0, 0, 1, 1, right, down).apply(picture, fill);
    }
}
