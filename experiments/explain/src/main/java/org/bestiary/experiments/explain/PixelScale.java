package org.bestiary.experiments.explain;

import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.Normalisation;

/**
 * How pixels from 0 to 255 and the numbers that a network reads belong together: {@code value = (pixel / 255 - mean) / std},
 * where the mean may be that of the pixel's place.
 *
 * @param images how the network reads images
 */
public record PixelScale(ImageInput images) {
    private static final double WHITE = 255;

    /** What a network reads for a pixel of this brightness, 0 to 255; places are numbered row by row. */
    public float value(int channel, int place, double pixel) {
        return (float) ((pixel / WHITE - mean(channel, place)) / std(channel));
    }

    /** The pixel, 0 to 255, that a network reads as this value; places are numbered row by row. */
    public int pixel(int channel, int place, double value) {
        double pixel = (value * std(channel) + mean(channel, place)) * WHITE;
        return (int) Math.round(Math.max(0, Math.min(WHITE, pixel)));
    }

    /** The colour that says least: the mean of the training images, or mid-grey where no mean was taken off. */
    public float neutral(int channel) {
        return normalisation().mean().get(colourOf(channel)) == 0 ? value(channel, 0, WHITE / 2) : 0;
    }

    /** The network's channel that holds red (0), green (1) or blue (2). */
    public int channelOf(int colour) {
        int channels = normalisation().mean().size();
        return channels == 1 ? 0 : images.blueFirst() ? channels - 1 - colour : colour;
    }

    private int colourOf(int channel) {
        return channelOf(channel); // red and blue change places, or nothing does
    }

    private double mean(int channel, int place) {
        int colour = colourOf(channel);
        int channels = normalisation().mean().size();
        return normalisation()
                .image()
                .map(image -> (double) image.value(place * channels + colour))
                .orElseGet(() -> normalisation().mean().get(colour));
    }

    private double std(int channel) {
        return normalisation().std().get(colourOf(channel));
    }

    private Normalisation normalisation() {
        return images.normalisation();
    }
}
