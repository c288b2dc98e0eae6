package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;

/**
 * Changes of colour and light on bytes. A factor of 1 leaves the image as it is; 0 gives black, flat grey, or no colour.
 * Grey images have no saturation and hue and keep what they have.
 */
final class Colour {
    private Colour() {}

    /** Passes every value through a table. */
    static void map(Picture picture, byte[] table) {
        byte[] pixels = picture.pixels();
        int values = picture.shape().values();
        for (int i = 0; i < values; i++) {
            pixels[i] = table[pixels[i] & 0xFF];
        }
    }

    static void brightness(Picture picture, double factor) {
        blendWith(picture, 0, factor);
    }

    static void contrast(Picture picture, double factor) {
        ImageShape shape = picture.shape();
        byte[] pixels = picture.pixels();
        long sum = 0;
        int count = shape.height() * shape.width();
        for (int i = 0; i < shape.values(); i += shape.channels()) {
            sum += grey(pixels, i, shape.channels());
        }
        blendWith(picture, (int) ((sum + count / 2) / count), factor);
    }

    private static void blendWith(Picture picture, int grey, double factor) {
        byte[] table = new byte[256];
        for (int value = 0; value < 256; value++) {
            table[value] = clamp(grey + factor * (value - grey));
        }
        map(picture, table);
    }

    static void saturation(Picture picture, double factor) {
        ImageShape shape = picture.shape();
        if (shape.channels() != 3) {
            return;
        }
        byte[] pixels = picture.pixels();
        int fixed = (int) (factor * 256);
        for (int i = 0; i < shape.values(); i += 3) {
            int grey = grey(pixels, i, 3);
            for (int c = i; c < i + 3; c++) {
                int value = grey + (((pixels[c] & 0xFF) - grey) * fixed >> 8);
                pixels[c] = (byte) (value < 0 ? 0 : Math.min(value, 255));
            }
        }
    }

    /** Turns the colour circle by a share of a full turn. */
    static void hue(Picture picture, double turn) {
        if (picture.shape().channels() != 3) {
            return;
        }
        byte[] pixels = picture.pixels();
        for (int i = 0; i < picture.shape().values(); i += 3) {
            double red = pixels[i] & 0xFF;
            double green = pixels[i + 1] & 0xFF;
            double blue = pixels[i + 2] & 0xFF;
            double high = Math.max(red, Math.max(green, blue));
            double spread = high - Math.min(red, Math.min(green, blue));
            if (spread == 0) {
                continue;
            }
            double sector = high == red
                    ? (green - blue) / spread
                    : high == green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
            sector += 6 * turn + 12;
            for (int c = 0; c < 3; c++) {
                // Red peaks at sector 0, green at 2, blue at 4; each falls off over one sector beyond its neighbour.
                double away = Math.abs((sector - 2 * c + 9) % 6 - 3);
                pixels[i + c] = clamp(high - spread * Math.min(1, Math.max(0, away - 1)));
            }
        }
    }

    static int grey(byte[] pixels, int at, int channels) {
        if (channels != 3) {
            return pixels[at] & 0xFF;
        }
        // The weights of ITU-R BT.601 in 16 bits.
        return (19595 * (pixels[at] & 0xFF) + 38470 * (pixels[at + 1] & 0xFF) + 7471 * (pixels[at + 2] & 0xFF) + 0x8000)
                >> 16;
    }

    static byte clamp(double value) {
        return (byte) (int) (value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5);
    }
}
