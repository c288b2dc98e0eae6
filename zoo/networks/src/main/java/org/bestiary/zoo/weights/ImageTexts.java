package org.bestiary.zoo.weights;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bestiary.common.image.FileDecoder;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.MeanImage;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.zoo.Shape;

/**
 * How an image becomes a network's input, as texts. {@code input.order} is rgb, bgr, grey, or numbers where there
 * are no pictures; {@code input.mean} and {@code
 * input.std} are for pixels of 0 to 1, in the order red, green, blue.
 */
final class ImageTexts {
    private static final String FIT = "input.fit";
    private static final String FILTER = "input.filter";
    private static final String ORDER = "input.order";
    private static final String MEAN = "input.mean";
    private static final String STD = "input.std";
    private static final String DECODER = "input.decoder";
    private static final String MEAN_IMAGE = "input.meanImage";

    private ImageTexts() {}

    static void write(ImageInput input, Map<String, String> texts) {
        Preparation p = input.preparation();
        texts.put(FIT, p.fit().toString());
        texts.put(FILTER, p.filter().label());
        texts.put(ORDER, order(input));
        texts.put(MEAN, numbers(input.normalisation().mean()));
        texts.put(STD, numbers(input.normalisation().std()));
        texts.put(DECODER, p.decoder());
        input.normalisation()
                .image()
                .ifPresent(image -> texts.put(MEAN_IMAGE, Base64.getEncoder().encodeToString(image.bytes())));
    }

    private static String order(ImageInput input) {
        if (!input.preparation().takesPictures()) {
            return "numbers";
        }
        return input.blueFirst() ? "bgr" : input.shape().channels() == 1 ? "grey" : "rgb";
    }

    /** What {@link #write} wrote beside {@code input.shape}; empty where it is not there. */
    static Optional<ImageInput> read(Map<String, String> texts) {
        if (!texts.containsKey(FIT)) {
            return Optional.empty();
        }
        Shape in = Shape.parse(texts.get("input.shape"));
        Preparation preparation = new Preparation(
                new ImageShape(in.channels(), in.height(), in.width()),
                Fit.parse(texts.get(FIT)),
                Filter.of(texts.getOrDefault(FILTER, "")),
                texts.getOrDefault(DECODER, FileDecoder.OWN.id()));
        Optional<MeanImage> image = Optional.ofNullable(texts.get(MEAN_IMAGE))
                .map(text -> MeanImage.parse(Base64.getDecoder().decode(text)));
        return Optional.of(new ImageInput(
                preparation,
                "bgr".equals(texts.get(ORDER)),
                new Normalisation(numbers(texts.get(MEAN)), numbers(texts.get(STD)), image)));
    }

    /** The same for a network that reads images of another size; the margin around what is cut out grows with it. */
    static ImageInput resized(ImageInput input, Shape in) {
        Preparation p = input.preparation();
        ImageShape shape = new ImageShape(in.channels(), in.height(), in.width());
        if (p.shape().equals(shape)) {
            return input;
        }
        Fit fit = p.fit() instanceof Fit.ResizeAndCrop resize
                ? new Fit.ResizeAndCrop(Math.max(
                        1,
                        Math.round(resize.shortSide()
                                * (float) in.height()
                                / p.shape().height())))
                : p.fit();
        return new ImageInput(
                new Preparation(shape, fit, p.filter(), p.decoder()), input.blueFirst(), input.normalisation());
    }

    private static String numbers(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Double> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Double::valueOf).toList();
    }
}
