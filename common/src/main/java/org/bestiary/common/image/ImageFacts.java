package org.bestiary.common.image;

/**
 * What an image file says about itself.
 *
 * @param kind by its first bytes
 * @param width as it is shown, after turning
 * @param height as it is shown, after turning
 * @param colours how a pixel is written
 * @param bits of a value
 * @param alpha whether pixels may be transparent
 * @param orientation 1 for upright, 2 to 8 for mirrored or turned, as in EXIF
 * @param profile whether it has a colour profile, which is not applied
 * @param several whether there are more frames or pages behind the first
 */
public record ImageFacts(
        ImageKind kind,
        int width,
        int height,
        Colours colours,
        int bits,
        boolean alpha,
        int orientation,
        boolean profile,
        boolean several) {
    /** How a pixel is written. */
    public enum Colours {
        /** One value of brightness. */
        GREY("grey"),
        /** Red, green, blue, or brightness and two differences of colour. */
        RGB("colour"),
        /** A place in a table of colours. */
        PALETTE("palette"),
        /** Amounts of cyan, magenta, yellow and black. */
        INKS("CMYK");

        private final String label;

        Colours(String label) {
            this.label = label;
        }

        /**
         * Its name for people.
         *
         * @return lower case, but for CMYK
         */
        public String label() {
            return label;
        }
    }
}
