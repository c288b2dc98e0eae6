package org.bestiary.datasets.augment;

import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Changes brightness, contrast, saturation and hue, in this order, by factors uniform in 1 - x to 1 + x and a turn of the
 * colour circle uniform in -hue to hue.
 *
 * @param brightness from 0 to 1
 * @param contrast from 0 to 1
 * @param saturation from 0 to 1; nothing happens to grey images
 * @param hue from 0 to 0.5 turns; nothing happens to grey images
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue) implements Transform {
    /** Checks the ranges. */
    public ColourJitter {
        if (!(brightness >= 0 && brightness <= 1 && contrast >= 0 && contrast <= 1)
                || !(saturation >= 0 && saturation <= 1 && hue >= 0 && hue <= 0.5)) {
            throw new DataException(
                    "Colour jitter needs brightness, contrast and saturation from 0 to 1 and hue from 0 to "
                            + "0.5, got " + brightness + ", " + contrast + ", " + saturation + ", " + hue + ".");
        }
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        double light = random.uniform(1 - brightness, 1 + brightness);
        double depth = random.uniform(1 - contrast, 1 + contrast);
        double colour = random.uniform(1 - saturation, 1 + saturation);
        double turn = random.uniform(-hue, hue);
        if (brightness > 0) {
            Colour.brightness(picture, light);
        }
        if (contrast > 0) {
            Colour.contrast(picture, depth);
        }
        if (saturation > 0) {
            Colour.saturation(picture, colour);
        }
        if (hue > 0) {
            Colour.hue(picture, turn);
        }
    }
}
