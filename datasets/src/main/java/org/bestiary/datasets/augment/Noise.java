package org.bestiary.datasets.augment;

import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Adds normal noise to every value.
 *
 * @param std standard deviation in units of 0..1
 */
public record Noise(double std) implements Transform {
    /** Checks the deviation. */
    public Noise {
        if (!(std >= 0 && std <= 1)) {
            throw new DataException("The standard deviation of noise must be from 0 to 1, got " + std + ".");
        }
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        byte[] pixels = picture.pixels();
        for (int i = 0; i < picture.shape().values(); i++) {
            pixels[i] = Colour.clamp((pixels[i] & 0xFF) + 255 * std * random.nextGaussian());
        }
    }
}
