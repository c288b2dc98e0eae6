package org.bestiary.datasets.memory;

import java.util.ArrayList;
import java.util.List;
import org.bestiary.datasets.ImageTable;

/**
 * Mean and standard deviation of all pixels of a table, per channel, in units of 0..1. Exact: computed from integer
 * counts.
 *
 * @param mean per channel
 * @param std per channel (of the population: divided by the number of pixels)
 */
public record ChannelStatistics(List<Double> mean, List<Double> std) {
    /** Copies the lists. */
    public ChannelStatistics {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /**
     * Reads every pixel once.
     *
     * @param images at least one
     * @return their statistics
     */
    public static ChannelStatistics of(ImageTable images) {
        int channels = images.shape().channels();
        long[][] counts = new long[channels][256];
        byte[] pixels = new byte[images.shape().values()];
        for (int i = 0; i < images.count(); i++) {
            images.read(i, pixels, 0);
            for (int at = 0; at < pixels.length; at++) {
                counts[at % channels][pixels[at] & 0xFF]++;
            }
        }
        List<Double> mean = new ArrayList<>();
        List<Double> std = new ArrayList<>();
        for (long[] histogram : counts) {
            double n = 0;
            double sum = 0;
            double squares = 0;
            for (int value = 0; value < 256; value++) {
                n += histogram[value];
                sum += (double) histogram[value] * value;
                squares += (double) histogram[value] * value * value;
            }
            mean.add(sum / n / 255);
            std.add(Math.sqrt(squares / n - (sum / n) * (sum / n)) / 255);
        }
        return new ChannelStatistics(mean, std);
    }
}
