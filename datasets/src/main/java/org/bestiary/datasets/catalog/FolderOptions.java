package org.bestiary.datasets.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.format.FolderImages;

/**
 * How the images of an {@link ImageFolder} are brought to one form and split.
 *
 * @param side height and width in pixels, 1 to 4096
 * @param fit how other proportions are handled
 * @param testShare of the images of every class, if there is no test folder; above 0 and below 1
 * @param seed of that choice
 */
public record FolderOptions(int side, FolderImages.Fit fit, double testShare, long seed) {
    /** 224 pixels, the middle square, a fifth for testing. */
    public static final FolderOptions DEFAULT = new FolderOptions(224, FolderImages.Fit.CROP, 0.2, 0);

    private static final String EXAMPLE = "image-folder:PATH?side=64&fit=stretch&test-share=0.3&seed=1";

    /** Checks the numbers. */
    public FolderOptions {
        if (side < 1 || side > 4096 || !(testShare > 0 && testShare < 1)) {
            throw new DataException("An image folder needs a side from 1 to 4096 and a test share between 0 and 1, got "
                    + side + " and " + testShare + ".");
        }
    }

    /**
     * Reads what stands behind the question mark of an id.
     *
     * @param text {@code side=64&fit=crop&test-share=0.2&seed=0}, all optional, in any order
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
                case "side" -> new FolderOptions(Integer.parseInt(value), fit, testShare, seed);
                case "fit" -> new FolderOptions(side, fit(value), testShare, seed);
                case "test-share" -> new FolderOptions(side, fit, Double.parseDouble(value), seed);
                case "seed" -> new FolderOptions(side, fit, testShare, Long.parseLong(value));
                default ->
                    throw new DataException("An image folder has the options side, fit, test-share and seed, as in "
                            + EXAMPLE + ", got '" + name + "'.");
            };
        } catch (NumberFormatException e) {
            throw new DataException("Option " + name + " of an image folder must be a number, got '" + value + "'.", e);
        }
    }

    private static FolderImages.Fit fit(String value) {
        return Stream.of(FolderImages.Fit.values())
                .filter(fit -> label(fit).equals(value))
                .findFirst()
                .orElseThrow(() -> new DataException("Option fit of an image folder must be one of "
                        + Stream.of(FolderImages.Fit.values())
                                .map(FolderOptions::label)
                                .collect(Collectors.joining(", "))
                        + ", got '" + value + "'."));
    }

    private static String label(FolderImages.Fit fit) {
        return fit.name().toLowerCase(Locale.ROOT);
    }

    /** What {@link #parse} reads, with a question mark before it; nothing for what is as by default. */
    String suffix() {
        List<String> entries = Stream.of(
                        side == DEFAULT.side ? "" : "side=" + side,
                        fit == DEFAULT.fit ? "" : "fit=" + label(fit),
                        testShare == DEFAULT.testShare ? "" : "test-share=" + testShare,
                        seed == DEFAULT.seed ? "" : "seed=" + seed)
                .filter(entry -> !entry.isEmpty())
                .toList();
        return entries.isEmpty() ? "" : "?" + String.join("&", entries);
    }
}
