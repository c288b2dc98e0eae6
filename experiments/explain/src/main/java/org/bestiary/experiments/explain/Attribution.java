package org.bestiary.experiments.explain;

import java.util.Map;

/**
 * What a method says of one image: a number for every value or pixel.
 *
 * @param method which
 * @param channels 1, or those of the image
 * @param height rows; of the image, or of a layer's map
 * @param width columns
 * @param values channels x height x width
 * @param facts what else was found out on the way, in order
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record Attribution(
        Method method, int channels, int height, int width, float[] values, Map<String, Double> facts) {
    public Attribution {
        if (values.length != channels * height * width) {
            throw new IllegalArgumentException(
                    "values must be " + channels + " x " + height + " x " + width + ", but are " + values.length);
        }
    }

    /** How the channels of a pixel become one number. */
    public enum Reduction {
        /** The value farthest from zero. */
        MAX,
        /** The mean; of sizes, unless the method is signed. */
        MEAN
    }

    /** One number per pixel: of a signed method with its sign, of others the size. */
    public float[] perPixel(Reduction reduction) {
        int area = height * width;
        float[] map = new float[area];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < area; i++) {
                float v = values[c * area + i];
                float size = method.signed() ? v : Math.abs(v);
                if (reduction == Reduction.MEAN) {
                    map[i] += size / channels;
                } else if (c == 0 || Math.abs(size) > Math.abs(map[i])) {
                    map[i] = size;
                }
            }
        }
        return map;
    }

    /** The values of one channel. */
    public float[] channel(int channel) {
        float[] map = new float[height * width];
        System.arraycopy(values, channel * map.length, map, 0, map.length);
        return map;
    }

    /** Everything added up. */
    public double sum() {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum;
    }
}
