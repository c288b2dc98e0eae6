package org.bestiary.reports.run;

import java.util.Arrays;

/**
 * One test image and what the network said of it.
 *
 * @param index position in the test split
 * @param label index of the true class
 * @param predicted index of the predicted class
 * @param probability probability given to the predicted class, 0 to 1
 * @param labelProbability probability given to the true class, 0 to 1
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param height pixels from top to bottom
 * @param width pixels from left to right
 * @param pixels unsigned bytes, rows of columns of channels (H, W, C); in JSON as base64
 */
public record Prediction(
        long index,
        int label,
        int predicted,
        double probability,
        double labelProbability,
        int channels,
        int height,
        int width,
        byte[] pixels) {
    public Prediction {
        Rules.atLeast("predictions.index", 0, index);
        Rules.atLeast("predictions.label", 0, label);
        Rules.atLeast("predictions.predicted", 0, predicted);
        Rules.probability("predictions.probability", probability);
        Rules.probability("predictions.labelProbability", labelProbability);
        Rules.require(
                channels == 1 || channels == 3,
                "predictions.channels must be 1 or 3, got " + channels + "; convert the image to grey or RGB");
        Rules.atLeast("predictions.height", 1, height);
        Rules.atLeast("predictions.width", 1, width);
        Rules.present("predictions.pixels", pixels);
        Rules.require(
                pixels.length == (long) channels * height * width,
                "predictions.pixels must hold height x width x channels bytes, got " + pixels.length + " for " + height
                        + "x" + width + "x" + channels + "; give one byte per value");
        pixels = pixels.clone();
    }

    /** A copy of the pixels. */
    @Override
    public byte[] pixels() {
        return pixels.clone();
    }

    /** Whether the predicted class is the true one. */
    public boolean correct() {
        return label == predicted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prediction that
                && index == that.index
                && label == that.label
                && predicted == that.predicted
                && Double.compare(probability, that.probability) == 0
                && Double.compare(labelProbability, that.labelProbability) == 0
                && channels == that.channels
                && height == that.height
                && width == that.width
                && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(index) + Arrays.hashCode(pixels);
    }
}
