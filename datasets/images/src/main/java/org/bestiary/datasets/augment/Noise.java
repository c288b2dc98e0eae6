package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Adds normal noise to every value.
 *
 * @param std standard deviation in units of 0..1
 */
public record Noise(double std) implements Transform {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "noise",
                    Noise.class,
                    "adds normal noise to every value",
                    Parameter.decimal("std", Bounds.from(0, 1), "its standard deviation, where white is 1")
                            .usually(0.05))
            .briefly("std");

    /** Checks the deviation. */
    public Noise {
        KIND.check(std);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        byte[] pixels = picture.pixels();
        for (int i = 0; i < picture.shape().values(); i++) {
            pixels[i] = Colour.clamp((pixels[i] & 0xFF) + 255 * std * random.nextGaussian());
        }
    }
}
