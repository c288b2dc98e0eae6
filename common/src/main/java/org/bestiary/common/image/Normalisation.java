package org.bestiary.common.image;

import java.util.Collections;
import java.util.List;

/**
 * How a pixel becomes a float: {@code (pixel / 255 - mean) / std} per channel.
 *
 * @param mean per channel, in units of 0..1
 * @param std standard deviation per channel, in units of 0..1, positive
 */
public record Normalisation(List<Double> mean, List<Double> std) {
    /** Checks that both have one finite value per channel and that no deviation is zero. */
    public Normalisation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw new ImageException("mean and std must have one value per channel, got " + mean.size() + " and "
                    + std.size() + " values.");
        }
        if (!mean.stream().allMatch(Double::isFinite) || !std.stream().allMatch(s -> Double.isFinite(s) && s > 0)) {
            throw new ImageException(
                    "mean must be finite and std positive and finite, got mean=" + mean + ", std=" + std + ".");
        }
    }

    /**
     * The same mean and deviation for one channel.
     *
     * @param mean in units of 0..1
     * @param std in units of 0..1
     * @return a normalisation of grey images
     */
    public static Normalisation grey(double mean, double std) {
        return new Normalisation(List.of(mean), List.of(std));
    }

    /**
     * No normalisation: pixels become 0..1.
     *
     * @param channels of the images
     * @return mean 0 and deviation 1 for every channel
     */
    public static Normalisation none(int channels) {
        return new Normalisation(Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }

    /**
     * The float of every possible byte, so that converting a pixel is one look-up.
     *
     * @return {@code [channel][pixel 0..255]}
     */
    public float[][] lookup() {
        float[][] table = new float[mean.size()][256];
        for (int channel = 0; channel < table.length; channel++) {
            for (int pixel = 0; pixel < 256; pixel++) {
                table[channel][pixel] = (float) ((pixel / 255.0 - mean.get(channel)) / std.get(channel));
            }
        }
        return table;
    }
}
