package org.bestiary.datasets.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageFacts;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.catalog.FolderOptions;
import org.bestiary.datasets.catalog.ImageFolder;

/**
 * How images of certain sizes could be prepared for a network that learns on a processor within an hour or so.
 *
 * @param side height and width in pixels
 * @param reason why, in a sentence
 */
record Advice(int side, String reason) {
    private static final int SMALL = 32;
    private static final int MIDDLE = 64;
    private static final int LARGE = 96;

    /**
     * Chooses a size.
     *
     * @param sample facts of some of the images; may be empty
     * @param given a size that is wanted
     */
    static Advice of(List<ImageFacts> sample, OptionalInt given) {
        if (given.isPresent()) {
            return new Advice(given.getAsInt(), "The size was given.");
        }
        if (sample.isEmpty()) {
            return new Advice(MIDDLE, "No image could be decoded, so that nothing speaks for another size.");
        }
        ImageFacts first = sample.get(0);
        boolean same =
                sample.stream().allMatch(image -> image.width() == first.width() && image.height() == first.width());
        if (same && first.width() >= 8 && first.width() <= LARGE) {
            return new Advice(first.width(), "The images have this size.");
        }
        int median = Sizes.Range.of(sample.stream()
                        .map(image -> Math.min(image.width(), image.height()))
                        .toList())
                .median();
        String begin = "Half of the images have a shorter side of " + median + " pixels or less";
        if (median < (SMALL + MIDDLE) / 2) {
            return new Advice(SMALL, begin + ".");
        }
        return median < (MIDDLE + LARGE) / 2
                ? new Advice(MIDDLE, begin + ".")
                : new Advice(
                        LARGE,
                        begin + "; " + LARGE
                                + " learns in reasonable time on a processor, and twice the side costs four"
                                + " times as much.");
    }

    /** For the statistics. */
    Preparation preparation() {
        return new Preparation(new ImageShape(3, side, side), Fit.CROP, Filter.TRIANGLE);
    }

    FolderReport.Suggestion suggestion(Path root, boolean grey, double validation) {
        int channels = grey ? 1 : 3;
        String options = "side=" + side + "&channels=" + channels;
        String id = new ImageFolder(root, FolderOptions.parse(options)).id();
        return new FolderReport.Suggestion(id, side, channels, validation, reason);
    }
}
