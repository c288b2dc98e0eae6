package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Takes the colour away with some probability; the number of channels stays.
 *
 * @param probability from 0 to 1
 */
public record Grayscale(double probability) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "grayscale",
                    Grayscale.class,
                    "takes the colour away; the number of channels stays",
                    Parameter.decimal("probability", Bounds.from(0, 1), "how often")
                            .usually(1.0))
            .briefly("probability");

    /** Checks the probability. */
    public Grayscale {
        KIND.check(probability);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        if (random.nextDouble() < probability) {
            Colour.saturation(picture, 0);
        }
    }
}
