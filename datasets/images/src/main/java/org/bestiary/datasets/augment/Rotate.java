package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Turns the image about its centre by a uniform angle.
 *
 * @param degrees at most, either way, from 0 to 180
 * @param fill what lies beyond the edge
 */
public record Rotate(double degrees, Fill fill) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "rotate",
                    Rotate.class,
                    "turns the image about its centre",
                    Parameter.decimal("degrees", Bounds.from(0, 180), "at most, either way")
                            .usually(15.0),
                    Parameter.choice("fill", Fill.values(), Fill.MEANING).usually(Fill.CONSTANT))
            .briefly("degrees");

    /** Checks the angle. */
    public Rotate {
        KIND.check(degrees, fill);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        Affine.of(random.uniform(-degrees, degrees), 0, 1, 1, 0, 0).apply(picture, fill);
    }
}
