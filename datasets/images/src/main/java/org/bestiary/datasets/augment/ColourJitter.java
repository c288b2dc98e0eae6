package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
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
    static final Kind<Step> KIND = Kind.of(
            "color-jitter",
            ColourJitter.class,
            "changes brightness, contrast, saturation and hue, in this order",
            Parameter.decimal("brightness", Bounds.from(0, 1), "factor of 1 - x to 1 + x")
                    .usually(0.0),
            Parameter.decimal("contrast", Bounds.from(0, 1), "factor of 1 - x to 1 + x")
                    .usually(0.0),
            Parameter.decimal("saturation", Bounds.from(0, 1), "factor of 1 - x to 1 + x; grey images have none")
                    .usually(0.0),
            Parameter.decimal("hue", Bounds.from(0, 0.5), "turns of the colour circle at most, either way")
                    .usually(0.0));

    /** Checks the ranges. */
    public ColourJitter {
        KIND.check(brightness, contrast, saturation, hue);
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
