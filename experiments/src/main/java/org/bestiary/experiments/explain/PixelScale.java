package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.Normalisation;
import org.bestiary.zoo.ZooException;

/**
 * How pixels from 0 to 255 and the numbers that a network reads belong together: {@code value = (pixel / scale - mean) / std}.
 *
 * @param scale what pixels are divided by
 * @param mean per channel of the network
 * @param std per channel of the network, positive
 * @param blueFirst whether the network's channels are blue, green, red
 */
public record PixelScale(double scale, List<Double> mean, List<Double> std, boolean blueFirst) {
    private static final double WHITE = 255;

    public PixelScale {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (!(scale > 0) || mean.isEmpty() || mean.size() != std.size()) {
            throw new ZooException(
                    "a pixel scale needs a positive scale and a mean and deviation for each channel, but got " + scale
                            + ", " + mean + ", " + std);
        }
    }

    /** That of a network. */
    public static PixelScale of(ImageInput input) {
        Normalisation n = input.normalisation();
        List<Double> mean = new ArrayList<>(n.mean());
        List<Double> std = new ArrayList<>(n.std());
        if (input.blueFirst()) {
            Collections.reverse(mean);
            Collections.reverse(std);
        }
        return new PixelScale(WHITE, mean, std, input.blueFirst());
    }

    /** What a network reads for a pixel of this brightness, 0 to 255. */
    public float value(int channel, double pixel) {
        return (float) ((pixel / scale - mean.get(channel)) / std.get(channel));
    }

    /** The pixel, 0 to 255, that a network reads as this value. */
    public int pixel(int channel, double value) {
        return (int) Math.round(Math.max(0, Math.min(WHITE, (value * std.get(channel) + mean.get(channel)) * scale)));
    }

    /** The colour that says least: the mean of the training images, or mid-grey where no mean was taken off. */
    public float neutral(int channel) {
        return mean.get(channel) == 0 ? value(channel, WHITE / 2) : 0;
    }

    /** The network's channel that holds red (0), green (1) or blue (2). */
    public int channelOf(int colour) {
        int channels = mean.size();
        return channels == 1 ? 0 : blueFirst ? channels - 1 - colour : colour;
    }
}
