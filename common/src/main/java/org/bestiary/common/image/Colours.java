package org.bestiary.common.image;

/**
 * From stored values to red, green, blue, 8 bits each, by whole-number arithmetic that is the same everywhere. What is
 * transparent lies on white, as on a page: {@code value * alpha + 255 * (1 - alpha)}, rounded.
 */
final class Colours {
    private Colours() {}

    /**
     * Values as they come out of a file.
     *
     * @param values pixel by pixel
     * @param bands values per pixel: 1 grey; 2 grey, alpha; 3 red, green, blue; 4 red, green, blue, alpha
     * @param premultiplied whether colours have been multiplied by alpha
     * @return three bytes per pixel; the given array if it is already that
     */
    static byte[] rgb(byte[] values, int bands, boolean premultiplied) {
        if (bands == 3) {
            return values;
        }
        int pixels = values.length / bands;
        byte[] rgb = new byte[pixels * 3];
        boolean grey = bands < 3;
        boolean alpha = bands == 2 || bands == 4;
        for (int i = 0, from = 0; i < rgb.length; i += 3, from += bands) {
            int opaque = alpha ? values[from + bands - 1] & 0xFF : 255;
            for (int c = 0; c < 3; c++) {
                byte value = values[grey ? from : from + c];
                rgb[i + c] = opaque == 255 ? value : onWhite(value & 0xFF, opaque, premultiplied);
            }
        }
        return rgb;
    }

    /**
     * Puts alpha behind colours.
     *
     * @param rgb three bytes per pixel
     * @param alpha one byte per pixel
     * @return four bytes per pixel
     */
    static byte[] withAlpha(byte[] rgb, byte[] alpha) {
        byte[] both = new byte[alpha.length * 4];
        for (int i = 0; i < alpha.length; i++) {
            System.arraycopy(rgb, 3 * i, both, 4 * i, 3);
            both[4 * i + 3] = alpha[i];
        }
        return both;
    }

    private static byte onWhite(int value, int alpha, boolean premultiplied) {
        return premultiplied ? (byte) Math.min(255, value + 255 - alpha) : onWhite(value, alpha);
    }

    /** A value on white. */
    static byte onWhite(int value, int alpha) {
        return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    /**
     * Colours from a table.
     *
     * @param places a place per pixel
     * @param table red, green, blue per place, already on white
     * @throws Undecodable if a pixel names a place behind the end
     */
    static byte[] fromTable(byte[] places, byte[] table) {
        byte[] rgb = new byte[places.length * 3];
        for (int i = 0, at = 0; i < places.length; i++) {
            int from = (places[i] & 0xFF) * 3;
            if (from >= table.length) {
                throw Undecodable.damaged(
                        "a pixel names colour " + from / 3 + " of a table of " + table.length / 3 + " colours");
            }
            rgb[at++] = table[from];
            rgb[at++] = table[from + 1];
            rgb[at++] = table[from + 2];
        }
        return rgb;
    }

    /**
     * Amounts of ink on white paper, without a profile of the inks: each channel is what its ink and black let through.
     *
     * @param inks cyan, magenta, yellow, black per pixel, 255 for all
     * @return three bytes per pixel
     */
    static byte[] fromInks(byte[] inks) {
        byte[] rgb = new byte[inks.length / 4 * 3];
        for (int i = 0, from = 0; i < rgb.length; i += 3, from += 4) {
            int light = 255 - (inks[from + 3] & 0xFF);
            for (int c = 0; c < 3; c++) {
                int held = (inks[from + c] & 0xFF) * light + 128;
                rgb[i + c] = (byte) (light - ((held >> 8) + held >> 8));
            }
        }
        return rgb;
    }

    /**
     * Brightness and two differences of colour to red, green, blue, in place, as JPEG defines them (ITU-R BT.601, all 256
     * values).
     *
     * @param values pixel by pixel
     * @param bands values per pixel, at least 3; further ones stay as they are
     */
    static void fromYcc(byte[] values, int bands) {
        for (int i = 0; i < values.length; i += bands) {
            int y = values[i] & 0xFF;
            int blue = (values[i + 1] & 0xFF) - 128;
            int red = (values[i + 2] & 0xFF) - 128;
            values[i] = clipped(y + (91_881 * red + 32_768 >> 16));
            values[i + 1] = clipped(y + (-22_554 * blue - 46_802 * red + 32_768 >> 16));
            values[i + 2] = clipped(y + (116_130 * blue + 32_768 >> 16));
        }
    }

    /** Light for dark. */
    static void invert(byte[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) ~values[i];
        }
    }

    private static byte clipped(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
