package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;

/** Operations on the distribution of values, channel by channel, and on sharpness. */
final class Histogram {
    private Histogram() {}

    static void stretch(Picture picture) {
        for (int channel = 0; channel < picture.shape().channels(); channel++) {
            int[] counts = counts(picture, channel);
            int low = 0;
            while (low < 255 && counts[low] == 0) {
                low++;
            }
            int high = 255;
            while (high > 0 && counts[high] == 0) {
                high--;
            }
            if (high > low) {
                byte[] table = new byte[256];
                for (int value = low; value <= high; value++) {
                    table[value] = Colour.clamp(255.0 * (value - low) / (high - low));
                }
                map(picture, channel, table);
            }
        }
    }

    static void equalize(Picture picture) {
        int pixels = picture.shape().height() * picture.shape().width();
        for (int channel = 0; channel < picture.shape().channels(); channel++) {
            int[] counts = counts(picture, channel);
            int last = 255;
            while (counts[last] == 0) {
                last--;
            }
            int step = (pixels - counts[last]) / 255;
            if (step == 0) {
                continue; // too few pixels, or a single value
            }
            byte[] table = new byte[256];
            int below = step / 2;
            for (int value = 0; value < 256; value++) {
                table[value] = (byte) Math.min(255, below / step);
                below += counts[value];
            }
            map(picture, channel, table);
        }
    }

    static void solarize(Picture picture, int threshold) {
        byte[] table = new byte[256];
        for (int value = 0; value < 256; value++) {
            table[value] = (byte) (value < threshold ? value : 255 - value);
        }
        Colour.map(picture, table);
    }

    static void posterize(Picture picture, int bits) {
        byte[] table = new byte[256];
        for (int value = 0; value < 256; value++) {
            table[value] = (byte) (value & 0xFF << 8 - bits);
        }
        Colour.map(picture, table);
    }

    /** Blends with a 3x3 average in which the centre counts five times; the edge pixels stay. */
    static void sharpen(Picture picture, double factor) {
        ImageShape shape = picture.shape();
        int channels = shape.channels();
        int row = shape.width() * channels;
        byte[] from = picture.pixels();
        byte[] to = picture.spare(shape.values());
        System.arraycopy(from, 0, to, 0, shape.values());
        for (int y = 1; y < shape.height() - 1; y++) {
            for (int x = channels; x < row - channels; x++) {
                int at = y * row + x;
                int sum = 4 * (from[at] & 0xFF);
                for (int dy = -row; dy <= row; dy += row) {
                    for (int dx = -channels; dx <= channels; dx += channels) {
                        sum += from[at + dy + dx] & 0xFF;
                    }
                }
                double soft = sum / 13.0;
                to[at] = Colour.clamp(soft + factor * ((from[at] & 0xFF) - soft));
            }
        }
        picture.swap(shape);
    }

    private static int[] counts(Picture picture, int channel) {
        int[] counts = new int[256];
        byte[] pixels = picture.pixels();
        for (int i = channel; i < picture.shape().values(); i += picture.shape().channels()) {
            counts[pixels[i] & 0xFF]++;
        }
        return counts;
    }

    private static void map(Picture picture, int channel, byte[] table) {
        byte[] pixels = picture.pixels();
        for (int i = channel; i < picture.shape().values(); i += picture.shape().channels()) {
            pixels[i] = table[pixels[i] & 0xFF];
        }
    }
}
