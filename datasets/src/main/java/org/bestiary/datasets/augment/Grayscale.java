package org.bestiary.datasets.augment;

import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Takes the colour away with some probability; the number of channels stays.
 *
 * @param probability from 0 to 1
 */
public record Grayscale(double probability) implements Transform {
    /** Checks the probability. */
    public Grayscale {
        if (!(probability >= 0 && probability <= 1)) {
            throw new DataException("A probability must be from 0 to 1, got " + probability + ".");
        }
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        if (random.nextDouble() < probability) {
            Colour.saturation(picture, 0);
        }
    }
}
