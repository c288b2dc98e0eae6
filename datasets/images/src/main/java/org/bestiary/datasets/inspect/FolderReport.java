package org.bestiary.datasets.inspect;

import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.format.LeftOut;

/**
 * What is in a folder of images. The components are the fields of the JSON document.
 *
 * @param path the folder
 * @param images files that are images by their name and have a class
 * @param splits how many of them are in each split
 * @param classes how many of them each class has
 * @param balance how unequal classes are, in training images
 * @param leftOut files that are not used, by reason
 * @param broken images that cannot be decoded
 * @param kinds how images are written
 * @param sizes how large they are; nothing if none could be decoded
 * @param duplicates images that are there more than once
 * @param statistics of the training images, prepared for the suggested size
 * @param suggestion how they could be prepared
 * @param remarks what is odd, a sentence each
 */
public record FolderReport(
        String path,
        int images,
        SplitSizes splits,
        List<ClassSize> classes,
        Balance balance,
        LeftOut leftOut,
        Broken broken,
        Kinds kinds,
        Optional<Sizes> sizes,
        Duplicates duplicates,
        Statistics statistics,
        Suggestion suggestion,
        List<String> remarks) {
    /**
     * Images by split.
     *
     * @param train to learn from
     * @param validation to choose by; 0 if nothing says which
     * @param test to test with; 0 if nothing says which
     */
    public record SplitSizes(int train, int validation, int test) {}

    /**
     * Images of a class.
     *
     * @param name of the class
     * @param train to learn from
     * @param validation to choose by
     * @param test to test with
     */
    public record ClassSize(String name, int train, int validation, int test) {}

    /**
     * How unequal classes are.
     *
     * @param largest name of the class with most training images
     * @param smallest name of the class with fewest
     * @param ratio of their numbers; 1 for equal classes
     * @param largestShare of the training images that are of the largest class, 0 to 1: what always guessing it gets right
     */
    public record Balance(String largest, String smallest, double ratio, double largestShare) {}

    /**
     * Images that cannot be decoded.
     *
     * @param count how many
     * @param first why, for the first ten, with their names
     */
    public record Broken(int count, List<String> first) {}

    /**
     * Mean and deviation of prepared training images.
     *
     * @param mean per channel, in units of 0 to 1
     * @param deviation per channel, in units of 0 to 1
     */
    public record Statistics(List<Double> mean, List<Double> deviation) {}

    /**
     * How the images could be prepared.
     *
     * @param id of the data set in a spec
     * @param side height and width in pixels
     * @param channels 1 if all images are grey, otherwise 3
     * @param validation share of the training images to hold out; 0 if there are validation images
     * @param reason why this size, in a sentence
     */
    public record Suggestion(String id, int side, int channels, double validation, String reason) {}
}
