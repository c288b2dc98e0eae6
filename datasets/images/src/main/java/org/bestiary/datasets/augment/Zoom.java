package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Scales width and height, each by a factor of its own.
 *
 * @param share both factors are uniform in 1 - share to 1 + share; from 0 to under 1
 * @param fill what lies beyond the edge
 */
public record Zoom(double share, Fill fill) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "zoom",
                    Zoom.class,
                    "scales width and height, each by a factor of its own",
                    Parameter.decimal("share", Bounds.below(0, 1), "factors are 1 - share to 1 + share")
                            .usually(0.1),
                    Parameter.choice("fill", Fill.values(), Fill.MEANING).usually(Fill.CONSTANT))
            .briefly("share");

    /** Checks the share. */
    public Zoom {
        KIND.check(share, fill);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        double wide = random.uniform(1 - share, 1 + share);
        double high = random.uniform(1 - share, 1 + share);
        Affine.of(0, 0, wide, high, 0, 0).apply(picture, fill);
    }
}
