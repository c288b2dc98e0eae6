package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Moves rows against each other, so that upright lines lean.
 *
 * @param factor at most, as horizontal shift per row, from 0 to 10
 * @param fill what lies beyond the edge
 */
public record Shear(double factor, Fill fill) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "shear",
                    Shear.class,
                    "moves rows against each other, so that upright lines lean",
                    Parameter.decimal("factor", Bounds.from(0, 10), "at most, as horizontal shift per row")
                            .usually(0.2),
                    Parameter.choice("fill", Fill.values(), Fill.MEANING).usually(Fill.CONSTANT))
            .briefly("factor");

    /** Checks the factor. */
    public Shear {
        KIND.check(factor, fill);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        Affine.of(0, random.uniform(-factor, factor), 1, 1, 0, 0).apply(picture, fill);
    }
}
