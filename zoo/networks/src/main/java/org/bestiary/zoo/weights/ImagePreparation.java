package org.bestiary.zoo.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.zoo.ZooException;

/**
 * How an image becomes the input that trained weights expect: the shorter side is resized, the middle is cut out, and every
 * pixel from 0 to 255 becomes {@code (pixel / scale - mean) / std} of its channel.
 *
 * @param resize length of the shorter side after resizing, in pixels
 * @param crop rows and columns of the part that is cut out
 * @param blueFirst whether channels are blue, green, red
 * @param scale what pixels are divided by
 * @param mean per channel, in the order of the channels
 * @param std per channel, in the order of the channels
 * @param filter how the image is scaled
 */
public record ImagePreparation(
        int resize, int crop, boolean blueFirst, double scale, List<Double> mean, List<Double> std, Filter filter) {
    private static final int CHANNELS = 3;
    private static final double LARGEST_PIXEL = 255;
    private static final Set<String> WORDS = Set.of("resize", "crop", "order", "scale", "mean", "std");
    private static final String FILTER = "filter";

    public ImagePreparation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (crop < 1 || resize < crop || !(scale > 0) || mean.size() != CHANNELS || std.size() != CHANNELS) {
            throw new ZooException(
                    "an image preparation needs resize >= crop >= 1, a positive scale and three means and"
                            + " deviations, but got " + resize + ", " + crop + ", " + scale + ", " + mean + ", " + std);
        }
    }

    /**
     * Reads {@code resize=256 crop=224 order=rgb scale=255 mean=0.5,0.5,0.5 std=0.5,0.5,0.5}, and {@code filter=bicubic} for
     * another filter than the bilinear one.
     *
     * @throws ZooException if a word is missing or unknown
     */
    public static ImagePreparation parse(List<String> words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            String[] sides = word.split("=", 2);
            values.put(sides[0], sides.length == 2 ? sides[1] : "");
        }
        String filter = values.remove(FILTER);
        if (!values.keySet().equals(WORDS)) {
            throw new ZooException("an image preparation must say resize, crop, order, scale, mean and std, but got "
                    + String.join(" ", words));
        }
        return new ImagePreparation(
                Integer.parseInt(values.get("resize")),
                Integer.parseInt(values.get("crop")),
                values.get("order").equals("bgr"),
                Double.parseDouble(values.get("scale")),
                numbers(values.get("mean")),
                numbers(values.get("std")),
                filter == null ? Filter.BILINEAR : Filter.of(filter));
    }

    private static List<Double> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Double::valueOf).toList();
    }

    /** The same for a network that reads red, green, blue. */
    ImagePreparation redFirst() {
        return blueFirst
                ? new ImagePreparation(resize, crop, false, scale, reversed(mean), reversed(std), filter)
                : this;
    }

    /** Whether pixels become numbers as by another one, whatever part of an image is taken. */
    public boolean readsPixelsLike(ImagePreparation other) {
        return blueFirst == other.blueFirst
                && means().equals(other.means())
                && deviations().equals(other.deviations());
    }

    /** What is subtracted from the channels of pixels that were scaled to 0..1. */
    public List<Double> means() {
        return mean.stream().map(m -> m * scale / LARGEST_PIXEL).toList();
    }

    /** What the channels are divided by after that. */
    public List<Double> deviations() {
        return std.stream().map(s -> s * scale / LARGEST_PIXEL).toList();
    }

    private static List<Double> reversed(List<Double> numbers) {
        List<Double> copy = new ArrayList<>(numbers);
        Collections.reverse(copy);
        return copy;
    }

    /**
     * How a file becomes the input of a network that reads another number of pixels, with the same margin around the part
     * that is cut out; scaled as torchvision and Pillow do, antialiased.
     *
     * @param pixels rows and columns of the network's input
     */
    public ImageInput input(int pixels) {
        int margin = (int) Math.round((double) pixels * resize / crop);
        return new ImageInput(
                new Preparation(new ImageShape(CHANNELS, pixels, pixels), new Fit.ResizeAndCrop(margin), filter),
                blueFirst,
                new Normalisation(
                        blueFirst ? reversed(means()) : means(), blueFirst ? reversed(deviations()) : deviations()));
    }
}
