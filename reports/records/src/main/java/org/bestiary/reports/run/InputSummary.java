package org.bestiary.reports.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.common.image.FileDecoder;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.MeanImage;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;

/**
 * How an image file becomes the input of a run's network, as {@code run.json} and {@code model.zip} hold it: whoever shows
 * the network a picture prepares it so.
 *
 * @param shape of the input, C x H x W joined by {@code x}
 * @param fit what is done with images of other proportions, see {@link Fit}
 * @param filter how images are scaled, see {@link Filter}
 * @param order of the channels: {@code rgb}, {@code bgr} or {@code grey}; {@code numbers} where there are no pictures
 * @param mean what is taken off pixels of 0 to 1, or off other numbers, per channel in the order red, green, blue
 * @param std what they are divided by then, per channel
 * @param decoder of image files, see {@link FileDecoder}; the program's own where an older record does not say
 * @param meanImage SHA-256 of the file with the mean of every place, which is taken off in place of {@code mean}; empty where
 *     there is none
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InputSummary(
        String shape,
        String fit,
        String filter,
        String order,
        List<Double> mean,
        List<Double> std,
        String decoder,
        Optional<String> meanImage) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})x(\\d{1,9})x(\\d{1,9})");
    private static final String BLUE_FIRST = "bgr";

    public InputSummary {
        Rules.text("input.shape", shape);
        Rules.require(
                SHAPE.matcher(shape).matches(),
                "input.shape must be C x H x W, as in 3x32x32, got " + Rules.quote(shape) + "; repeat the run");
        Rules.text("input.fit", fit);
        Rules.text("input.filter", filter);
        Rules.text("input.order", order);
        mean = Rules.list("input.mean", mean);
        std = Rules.list("input.std", std);
        decoder = decoder == null ? FileDecoder.OWN.id() : decoder;
        meanImage = Rules.sha256("input.meanImage", Rules.orEmpty(meanImage));
    }

    /** Without a mean image. */
    public InputSummary(
            String shape,
            String fit,
            String filter,
            String order,
            List<Double> mean,
            List<Double> std,
            String decoder) {
        this(shape, fit, filter, order, mean, std, decoder, Optional.empty());
    }

    /** The summary of an input. */
    public static InputSummary of(ImageInput input) {
        Preparation p = input.preparation();
        return new InputSummary(
                p.shape().toString(),
                p.fit().toString(),
                p.filter().label(),
                order(input),
                input.normalisation().mean(),
                input.normalisation().std(),
                p.decoder(),
                input.normalisation().image().map(MeanImage::sha256));
    }

    private static String order(ImageInput input) {
        if (!input.preparation().takesPictures()) {
            return "numbers";
        }
        return input.blueFirst() ? BLUE_FIRST : input.shape().channels() == 1 ? "grey" : "rgb";
    }

    /**
     * The input that this is the summary of.
     *
     * @param stored reads the mean image, where there is one
     * @throws org.bestiary.common.BestiaryException if its values make none, or the mean image is another one
     */
    public ImageInput input(Supplier<MeanImage> stored) {
        Matcher m = SHAPE.matcher(shape);
        Rules.require(m.matches(), "input.shape must be C x H x W");
        ImageShape size = new ImageShape(
                Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
        return new ImageInput(
                new Preparation(size, Fit.parse(fit), Filter.of(filter), decoder),
                order.equals(BLUE_FIRST),
                new Normalisation(mean, std, meanImage.map(expected -> same(expected, stored.get()))));
    }

    private static MeanImage same(String expected, MeanImage found) {
        Rules.require(
                found.sha256().equals(expected),
                "a run's mean image must be the one that its network was trained with, SHA-256 " + expected + ", got "
                        + found.sha256() + "; repeat the run");
        return found;
    }
}
