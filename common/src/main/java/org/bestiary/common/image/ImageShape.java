package org.bestiary.common.image;

/**
 * The shape of one image, written {@code CxHxW} in text.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height in pixels
 * @param width in pixels
 */
public record ImageShape(int channels, int height, int width) {
    /** Checks that every side is positive and that one image fits into an array. */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1 || (long) channels * height * width > Integer.MAX_VALUE) {
            throw new ImageException(
                    "An image shape needs channels, height and width of at least 1 and under 2^31 values, " + "got "
                            + channels + "x" + height + "x" + width + ".");
        }
    }

    /**
     * Values in one image.
     *
     * @return channels times height times width; with 8 bits each this is also the size in bytes
     */
    public int values() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
