package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;

/**
 * The fourteen operations of RandAugment and TrivialAugment. A strength of 0 is the weakest, 1 the strongest; operations
 * with a direction take it from the sign.
 */
enum Operation {
    /** Nothing. */
    IDENTITY,
    /** Stretches each channel to the whole range. */
    AUTO_CONTRAST,
    /** Makes every value of a channel equally frequent. */
    EQUALIZE,
    /** Turns by up to 30 degrees. */
    ROTATE,
    /** Inverts bright values: the stronger, the more. */
    SOLARIZE,
    /** More or less colour. */
    SATURATION,
    /** Fewer levels: 8 bits down to 4. */
    POSTERIZE,
    /** More or less contrast. */
    CONTRAST,
    /** Brighter or darker. */
    BRIGHTNESS,
    /** Sharper or softer. */
    SHARPNESS,
    /** Shears rows by up to 0.3. */
    SHEAR_X,
    /** Shears columns by up to 0.3. */
    SHEAR_Y,
    /** Shifts by up to 0.3 of the width. */
    TRANSLATE_X,
    /** Shifts by up to 0.3 of the height. */
    TRANSLATE_Y;

    private static final double COLOUR = 0.9;
    private static final double GEOMETRY = 0.3;

    /** Applies the operation with a strength from -1 to 1. */
    void apply(Picture picture, double strength) {
        ImageShape shape = picture.shape();
        double size = Math.abs(strength);
        switch (this) {
            case IDENTITY -> {}
            case AUTO_CONTRAST -> Histogram.stretch(picture);
            case EQUALIZE -> Histogram.equalize(picture);
            case ROTATE -> warp(picture, Affine.of(30 * strength, 0, 1, 1, 0, 0));
            case SOLARIZE -> Histogram.solarize(picture, (int) (256 * (1 - size)));
            case SATURATION -> Colour.saturation(picture, 1 + COLOUR * strength);
            case POSTERIZE -> Histogram.posterize(picture, 8 - (int) Math.round(4 * size));
            case CONTRAST -> Colour.contrast(picture, 1 + COLOUR * strength);
            case BRIGHTNESS -> Colour.brightness(picture, 1 + COLOUR * strength);
            case SHARPNESS -> Histogram.sharpen(picture, 1 + COLOUR * strength);
            case SHEAR_X -> warp(picture, new Affine(1, GEOMETRY * strength, 0, 1, 0, 0));
            case SHEAR_Y -> warp(picture, new Affine(1, 0, GEOMETRY * strength, 1, 0, 0));
            case TRANSLATE_X -> warp(picture, new Affine(1, 0, 0, 1, GEOMETRY * strength * shape.width(), 0));
            case TRANSLATE_Y -> warp(picture, new Affine(1, 0, 0, 1, 0, GEOMETRY * strength * shape.height()));
        }
    }

    private static void warp(Picture picture, Affine map) {
        map.apply(picture, Fill.CONSTANT);
    }
}
