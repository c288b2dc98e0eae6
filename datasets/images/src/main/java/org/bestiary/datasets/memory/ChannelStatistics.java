package org.bestiary.datasets.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bestiary.common.image.MeanImage;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.ImageTable;

/**
 * Mean and standard deviation of all values of a table, per channel. Of pixels in units of 0..1 and exact: computed from
 * integer counts. Of other numbers in their own unit, in two passes.
 *
 * @param mean per channel
 * @param std per channel (of the population: divided by the number of values)
 */
public record ChannelStatistics(List<Double> mean, List<Double> std) {
    /** Copies the lists. */
    public ChannelStatistics {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /**
     * Their use as a normalisation. A channel that is the same everywhere has no deviation to divide by and keeps its scale.
     *
     * @return mean and deviation of every channel
     */
    public Normalisation normalisation() {
        return new Normalisation(mean, std.stream().map(s -> s > 0 ? s : 1.0).toList());
    }

    /**
     * The mean of images at every place. Exact up to the rounding to 32 bits: computed from integer sums.
     *
     * @param images at least one
     * @return the mean
     */
    public static MeanImage meanImage(ImageTable images) {
        byte[] pixels = new byte[images.shape().values()];
        long[] sums = new long[pixels.length];
        for (int i = 0; i < images.count(); i++) {
            images.read(i, pixels, 0);
            for (int at = 0; at < pixels.length; at++) {
                sums[at] += pixels[at] & 0xFF;
            }
        }
        float[] mean = new float[sums.length];
        for (int at = 0; at < mean.length; at++) {
            mean[at] = (float) (sums[at] / (255.0 * images.count()));
        }
        return new MeanImage(images.shape(), mean);
    }

    /**
     * Reads every value.
     *
     * @param images at least one
     * @return their statistics
     */
    public static ChannelStatistics of(ImageTable images) {
        return images.numeric() ? ofNumbers(images) : ofPixels(images);
    }

    private static ChannelStatistics ofNumbers(ImageTable images) {
        int channels = images.shape().channels();
        double each = (double) images.count()
                * images.shape().height()
                * images.shape().width();
        double[] mean = sums(images, new double[channels], 1);
        for (int c = 0; c < channels; c++) {
            mean[c] /= each;
        }
        double[] squares = sums(images, mean, 2);
        return new ChannelStatistics(
                Arrays.stream(mean).boxed().toList(),
                Arrays.stream(squares).mapToObj(s -> Math.sqrt(s / each)).toList());
    }

    /** Per channel the sum of the values less {@code from}, or of their squares. */
    private static double[] sums(ImageTable images, double[] from, int power) {
        double[] sums = new double[from.length];
        float[] numbers = new float[images.shape().values()];
        for (int i = 0; i < images.count(); i++) {
            images.readNumbers(i, numbers, 0);
            for (int at = 0; at < numbers.length; at++) {
                int c = at % sums.length;
                double d = numbers[at] - from[c];
                sums[c] += power == 1 ? d : d * d;
            }
        }
        return sums;
    }

    private static ChannelStatistics ofPixels(ImageTable images) {
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
