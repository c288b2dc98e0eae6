package org.bestiary.common.image;

/**
 * A decoded file.
 *
 * @param image its pixels, upright
 * @param facts what the file says about itself
 */
public record DecodedImage(RgbImage image, ImageFacts facts) {}
