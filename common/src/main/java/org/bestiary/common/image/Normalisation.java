package org.bestiary.common.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How a pixel becomes a number: {@code (pixel / 255 - mean) / std}, where the mean is that of its channel or, with a mean
 * image, that of its place. {@link PixelNumbers} does it.
 *
 * @param mean per channel, in units of 0..1; with a mean image the mean of that
 * @param std standard deviation per channel, in units of 0..1, positive
 * @param image the mean of every place; empty for one mean per channel
 */
public record Normalisation(List<Double> mean, List<Double> std, Optional<MeanImage> image) {
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
        if (image.isPresent() && image.get().shape().channels() != mean.size()) {
            throw new ImageException("mean must have one value per channel of the mean image, "
                    + image.get().shape() + ", got " + mean.size() + ".");
        }
    }

    /**
     * With one mean per channel.
     *
     * @param mean per channel, in units of 0..1
     * @param std per channel, in units of 0..1, positive
     */
    public Normalisation(List<Double> mean, List<Double> std) {
        this(mean, std, Optional.empty());
    }

    /**
     * Taking a mean image off, and nothing else: pixels become numbers of -1 to 1.
     *
     * @param image the mean of every place
     * @return a normalisation whose deviations are 1
     */
    public static Normalisation around(MeanImage image) {
        List<Double> mean = new ArrayList<>();
        for (int channel = 0; channel < image.shape().channels(); channel++) {
            mean.add(image.mean(channel));
        }
        return new Normalisation(mean, Collections.nCopies(mean.size(), 1.0), Optional.of(image));
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
        return alike(channels, 0, 1);
    }

    /**
     * The same mean and deviation for every channel.
     *
     * @param channels of the images
     * @param mean in units of 0..1
     * @param std in units of 0..1
     * @return a normalisation
     */
    public static Normalisation alike(int channels, double mean, double std) {
        return new Normalisation(Collections.nCopies(channels, mean), Collections.nCopies(channels, std));
    }
}
