package org.bestiary.datasets.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bestiary.common.image.FileDecoder;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.format.FolderSplits;

/**
 * How the images of an {@link ImageFolder} are brought to one form and split.
 *
 * @param preparation from a file to pixels; a square of 1 to 4096 pixels
 * @param testShare of the images of every class, where nothing says which are test images; above 0 and below 1
 * @param seed of that choice
 * @param splits what says class and split of an image
 * @param withoutTest what the test images are where nothing says which
 */
public record FolderOptions(
        Preparation preparation, double testShare, long seed, FolderSplits splits, WithoutTest withoutTest) {
    /** Colour, 224 pixels, the middle square, a fifth for testing. */
    public static final FolderOptions DEFAULT = new FolderOptions(
            square(3, 224, Fit.CROP, Filter.TRIANGLE), 0.2, 0, FolderSplits.BY_FOLDER, WithoutTest.USUAL);

    private static final String EXAMPLE = "image-folder:PATH?side=64&fit=stretch&test-share=0.3&seed=1";

    /** What the test images are where nothing says which. */
    public enum WithoutTest {
        /** The validation images, which are said so; or else a share of the training images. */
        USUAL,
        /** The validation images. */
        VALIDATION,
        /** A share of the training images; validation images stay what they are. */
        SHARE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the numbers. */
    public FolderOptions {
        int side = preparation.shape().height();
        if (side > 4096 || side != preparation.shape().width() || !(testShare > 0 && testShare < 1)) {
            throw new DataException("An image folder needs a side from 1 to 4096 and a test share between 0 and 1, got "
                    + side + " and " + testShare + ".");
        }
    }

    /**
     * Options with the default filter for colour images.
     *
     * @param side height and width in pixels, 1 to 4096
     * @param fit how other proportions are handled
     * @param testShare of the images of every class, where nothing says which are test images; above 0 and below 1
     * @param seed of that choice
     */
    public FolderOptions(int side, Fit fit, double testShare, long seed) {
        this(square(3, side, fit, Filter.TRIANGLE), testShare, seed, FolderSplits.BY_FOLDER, WithoutTest.USUAL);
    }

    private static Preparation square(int channels, int side, Fit fit, Filter filter) {
        return new Preparation(new ImageShape(channels, side, side), fit, filter);
    }

    /**
     * Reads what stands behind the question mark of an id.
     *
     * @param text {@code side=64&fit=crop&filter=triangle&channels=3&decoder=java&test-share=0.2&seed=0}, all optional, in
     *     any order;
     *     {@code labels}, {@code train}, {@code validation} and {@code test} name files, {@code test=validation} and
     *     {@code test=share} say what is tested on without a test folder, {@code splits=none} that all folders are
     *     classes. In values, {@code %26} stands for {@code &}, {@code %3F} for a question mark, {@code %25} for
     *     {@code %}
     * @return the options, the rest as in {@link #DEFAULT}
     * @throws DataException if a name or value is unknown, or a name is given twice
     */
    public static FolderOptions parse(String text) {
        FolderOptions options = DEFAULT;
        Set<String> given = new TreeSet<>();
        for (String entry : text.split("&", -1)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? entry : entry.substring(0, equals);
            if (equals < 0 || !given.add(name)) {
                throw new DataException("Options of an image folder are name=value, each once, as in " + EXAMPLE
                        + ", got '" + entry + "'.");
            }
            options = options.with(name, value(entry.substring(equals + 1), name));
        }
        return options;
    }

    /** A value without its escapes; a plus is a plus. */
    private static String value(String text, String name) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    "In option " + name + " of an image folder a % must be written %25, got '" + text + "'.", e);
        }
    }

    private Preparation form(int channels, int side, Fit fit, Filter filter) {
        return square(channels, side, fit, filter).decodedBy(decoder());
    }

    private FolderOptions with(String name, String value) {
        try {
            return switch (name) {
                case "side" -> with(form(channels(), Integer.parseInt(value), fit(), filter()));
                case "fit" -> with(form(channels(), side(), Fit.parse(value), filter()));
                case "filter" -> with(form(channels(), side(), fit(), Filter.of(value)));
                case "channels" -> with(form(Integer.parseInt(value), side(), fit(), filter()));
                case "decoder" ->
                    with(preparation.decodedBy(FileDecoder.find(value).id()));
                case "test-share" ->
                    new FolderOptions(preparation, Double.parseDouble(value), seed, splits, withoutTest);
                case "seed" -> new FolderOptions(preparation, testShare, Long.parseLong(value), splits, withoutTest);
                case "splits" -> with(new FolderSplits(byFolder(value), splits.labels(), splits.lists()));
                case "labels" ->
                    with(new FolderSplits(splits.folders(), Optional.of(file(name, value)), splits.lists()));
                case "train" -> list(Split.TRAIN, value);
                case "validation" -> list(Split.VALIDATION, value);
                case "test" ->
                    switch (value) {
                        case "share" -> with(WithoutTest.SHARE);
                        case "validation" -> with(WithoutTest.VALIDATION);
                        default -> list(Split.TEST, value);
                    };
                default ->
                    throw new DataException(
                            "An image folder has the options side, fit, filter, channels, decoder, test-share, seed, labels,"
                                    + " train, validation, test and splits, as in " + EXAMPLE + ", got '" + name
                                    + "'.");
            };
        } catch (NumberFormatException e) {
            throw new DataException("Option " + name + " of an image folder must be a number, got '" + value + "'.", e);
        } catch (ImageException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    private static boolean byFolder(String value) {
        if (!value.equals("none") && !value.equals("folders")) {
            throw new DataException(
                    "Option splits of an image folder must be folders or none (all folders are classes), got '" + value
                            + "'.");
        }
        return value.equals("folders");
    }

    private static String file(String name, String value) {
        if (value.isBlank() || value.indexOf('\0') >= 0) {
            throw new DataException(
                    "Option " + name + " of an image folder must name a file, got '" + value.replace('\0', ' ') + "'.");
        }
        return value;
    }

    private FolderOptions list(Split split, String value) {
        Map<Split, String> lists = new EnumMap<>(Split.class);
        lists.putAll(splits.lists());
        lists.put(split, file(name(split), value));
        return with(new FolderSplits(splits.folders(), splits.labels(), lists));
    }

    /** The same with images of another form. */
    FolderOptions with(Preparation other) {
        return new FolderOptions(other, testShare, seed, splits, withoutTest);
    }

    private FolderOptions with(FolderSplits other) {
        return new FolderOptions(preparation, testShare, seed, other, withoutTest);
    }

    /** The same with other test images where nothing says which. */
    FolderOptions with(WithoutTest other) {
        return new FolderOptions(preparation, testShare, seed, splits, other);
    }

    private int channels() {
        return preparation.shape().channels();
    }

    private int side() {
        return preparation.shape().height();
    }

    private Fit fit() {
        return preparation.fit();
    }

    private String decoder() {
        return preparation.decoder();
    }

    private Filter filter() {
        return preparation.filter();
    }

    private static String name(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    /** What {@link #parse} reads, with a question mark before it; nothing for what is as by default. */
    String suffix() {
        List<String> entries = Stream.of(
                        side() == DEFAULT.side() ? "" : "side=" + side(),
                        fit().equals(DEFAULT.fit()) ? "" : "fit=" + fit(),
                        filter() == DEFAULT.filter() ? "" : "filter=" + filter().label(),
                        channels() == DEFAULT.channels() ? "" : "channels=" + channels(),
                        decoder().equals(DEFAULT.decoder()) ? "" : "decoder=" + decoder(),
                        testShare == DEFAULT.testShare ? "" : "test-share=" + testShare,
                        seed == DEFAULT.seed ? "" : "seed=" + seed,
                        splits.folders() ? "" : "splits=none",
                        splits.labels().map(file -> "labels=" + escaped(file)).orElse(""),
                        list(Split.TRAIN),
                        list(Split.VALIDATION),
                        list(Split.TEST),
                        withoutTest == WithoutTest.USUAL ? "" : "test=" + withoutTest.label())
                .filter(entry -> !entry.isEmpty())
                .toList();
        return entries.isEmpty() ? "" : "?" + String.join("&", entries);
    }

    private String list(Split split) {
        String file = splits.lists().get(split);
        return file == null ? "" : name(split) + "=" + escaped(file);
    }

    private static String escaped(String value) {
        return value.replace("%", "%25").replace("&", "%26").replace("?", "%3F");
    }
}
