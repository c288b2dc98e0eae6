package org.bestiary.datasets.catalog;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.DataException;

/**
 * How the images of an {@link ImageFolder} are brought to one form and split.
 *
 * @param preparation from a file to pixels; a square of 1 to 4096 pixels
 * @param testShare of the images of every class, if there is no test folder; above 0 and below 1
 * @param seed of that choice
 */
public record FolderOptions(Preparation preparation, double testShare, long seed) {
    /** Colour, 224 pixels, the middle square, a fifth for testing. */
    public static final FolderOptions DEFAULT = new FolderOptions(square(3, 224, Fit.CROP, Filter.TRIANGLE), 0.2, 0);

    private static final String EXAMPLE = "image-folder:PATH?side=64&fit=stretch&test-share=0.3&seed=1";

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
     * @param testShare of the images of every class, if there is no test folder; above 0 and below 1
     * @param seed of that choice
     */
    public FolderOptions(int side, Fit fit, double testShare, long seed) {
        this(square(3, side, fit, Filter.TRIANGLE), testShare, seed);
    }

    private static Preparation square(int channels, int side, Fit fit, Filter filter) {
        return new Preparation(new ImageShape(channels, side, side), fit, filter);
    }

    /**
     * Reads what stands behind the question mark of an id.
     *
     * @param text {@code side=64&fit=crop&filter=triangle&channels=3&test-share=0.2&seed=0}, all optional, in any order
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
            options = options.with(name, entry.substring(equals + 1));
        }
        return options;
    }

    private FolderOptions with(String name, String value) {
        try {
            return switch (name) {
                case "side" -> with(square(channels(), Integer.parseInt(value), fit(), filter()));
                case "fit" -> with(square(channels(), side(), Fit.parse(value), filter()));
                case "filter" -> with(square(channels(), side(), fit(), Filter.of(value)));
                case "channels" -> with(square(Integer.parseInt(value), side(), fit(), filter()));
                case "test-share" -> new FolderOptions(preparation, Double.parseDouble(value), seed);
                case "seed" -> new FolderOptions(preparation, testShare, Long.parseLong(value));
                default ->
                    throw new DataException(
                            "An image folder has the options side, fit, filter, channels, test-share and"
                                    + " seed, as in " + EXAMPLE + ", got '" + name + "'.");
            };
        } catch (NumberFormatException e) {
            throw new DataException("Option " + name + " of an image folder must be a number, got '" + value + "'.", e);
        } catch (ImageException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    private FolderOptions with(Preparation other) {
        return new FolderOptions(other, testShare, seed);
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

    private Filter filter() {
        return preparation.filter();
    }

    /** What {@link #parse} reads, with a question mark before it; nothing for what is as by default. */
    String suffix() {
        List<String> entries = Stream.of(
                        side() == DEFAULT.side() ? "" : "side=" + side(),
                        fit().equals(DEFAULT.fit()) ? "" : "fit=" + fit(),
                        filter() == DEFAULT.filter() ? "" : "filter=" + filter().label(),
                        channels() == DEFAULT.channels() ? "" : "channels=" + channels(),
                        testShare == DEFAULT.testShare ? "" : "test-share=" + testShare,
                        seed == DEFAULT.seed ? "" : "seed=" + seed)
                .filter(entry -> !entry.isEmpty())
                .toList();
        return entries.isEmpty() ? "" : "?" + String.join("&", entries);
    }
}
