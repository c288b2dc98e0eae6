package org.bestiary.datasets.inspect;

import java.util.ArrayList;
import java.util.List;

/** Sums over pixels, per channel, in whole numbers: their order does not matter. */
final class ChannelSums {
    private final long[] sums;
    private final long[] squares;
    private long pixels;

    ChannelSums(int channels) {
        sums = new long[channels];
        squares = new long[channels];
    }

    /** Those of an image, channel by channel in each pixel. */
    static ChannelSums of(byte[] image, int channels) {
        ChannelSums result = new ChannelSums(channels);
        result.pixels = image.length / channels;
        for (int i = 0, c = 0; i < image.length; i++, c = c + 1 == channels ? 0 : c + 1) {
            int value = image[i] & 0xFF;
            result.sums[c] += value;
            result.squares[c] += value * value;
        }
        return result;
    }

    void add(ChannelSums other) {
        pixels += other.pixels;
        for (int c = 0; c < sums.length; c++) {
            sums[c] += other.sums[c];
            squares[c] += other.squares[c];
        }
    }

    /** Means in units of 0 to 1; zeros without any pixel. */
    List<Double> means() {
        List<Double> means = new ArrayList<>();
        for (long sum : sums) {
            means.add(pixels == 0 ? 0 : (double) sum / pixels / 255);
        }
        return means;
    }

    /** Standard deviations of the population in units of 0 to 1. */
    List<Double> deviations() {
        List<Double> deviations = new ArrayList<>();
        for (int c = 0; c < sums.length; c++) {
            double mean = pixels == 0 ? 0 : (double) sums[c] / pixels;
            double square = pixels == 0 ? 0 : (double) squares[c] / pixels;
            deviations.add(Math.sqrt(Math.max(0, square - mean * mean)) / 255);
        }
        return deviations;
    }
}
